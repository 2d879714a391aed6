/** What the schema finds wrong in an edited recipe or its rules: at most one thing for each field. */
import type { z } from 'zod';
import { Rules as RulesSchema } from '../../../../../shared/preset/preset.schema.ts';
import type { Rules } from '../../../../../shared/preset/preset.ts';
import { Recipe as RecipeSchema } from '../../../../../shared/recipe/recipe.schema.ts';
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';

type ZodIssue = z.core.$ZodIssue;

/** One thing that is wrong; the interface has a sentence for each kind. */
export interface FieldIssue {
  /** `resize.width` */
  readonly path: string;
  readonly kind:
    | 'missing'
    | 'number'
    | 'whole'
    | 'atLeast'
    | 'atMost'
    | 'tooShort'
    | 'tooLong'
    | 'tooMany'
    | 'choice'
    | 'form';
  /** The limit of atLeast, atMost, tooShort, tooLong and tooMany. */
  readonly limit?: number;
  /** The schema's own words, in English. */
  readonly message: string;
}

export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly issues: readonly FieldIssue[] };

export function checkRecipe(draft: Recipe): Checked<Recipe> {
  return check(RecipeSchema, draft);
}

export function checkRules(draft: Rules): Checked<Rules> {
  return check(RulesSchema, draft);
}

function check<Value>(schema: z.ZodType<Value>, draft: unknown): Checked<Value> {
  const result = schema.safeParse(draft);
  if (result.success) return { ok: true, value: result.data };
  const issues = result.error.issues.map(located).map(fieldIssue);
  const firstAt = new Map(issues.toReversed().map((issue) => [issue.path, issue]));
  return { ok: false, issues: issues.filter((issue) => firstAt.get(issue.path) === issue) };
}

interface Located {
  readonly issue: ZodIssue;
  readonly path: readonly PropertyKey[];
}

/** A union fails in each of its forms: the one that fits but for a field is the one that was meant. */
function located(issue: ZodIssue): Located {
  if (issue.code !== 'invalid_union') return { issue, path: issue.path };
  const [meant] = issue.errors
    .filter((form) => form.length > 0 && !form.some(isOtherForm))
    .toSorted((a, b) => a.length - b.length);
  const [first] = meant ?? [];
  if (first === undefined) return { issue, path: issue.path };
  const inner = located(first);
  return { issue: inner.issue, path: [...issue.path, ...inner.path] };
}

function isOtherForm(issue: ZodIssue): boolean {
  if (issue.code === 'unrecognized_keys') return true;
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function fieldIssue({ issue, path }: Located): FieldIssue {
  const base = { path: path.map(String).join('.'), message: issue.message };
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return { ...base, kind: 'missing' };
      return { ...base, kind: issue.expected === 'int' ? 'whole' : 'number' };
    case 'too_small':
      return { ...base, kind: tooSmall(issue.origin), limit: Number(issue.minimum) };
    case 'too_big':
      return { ...base, kind: tooBig(issue.origin), limit: Number(issue.maximum) };
    case 'invalid_value':
      return { ...base, kind: 'choice' };
    default:
      return { ...base, kind: 'form' };
  }
}

function tooSmall(origin: string): FieldIssue['kind'] {
  return origin === 'string' || origin === 'array' ? 'tooShort' : 'atLeast';
}

function tooBig(origin: string): FieldIssue['kind'] {
  if (origin === 'string') return 'tooLong';
  return origin === 'array' ? 'tooMany' : 'atMost';
}
