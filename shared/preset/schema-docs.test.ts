/** Keeps docs/recipes.md true: every field of the schemas, its default, its bounds and its choices. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Recipe } from '../recipe/recipe.schema.ts';
import { Preset, PresetFile } from './preset.schema.ts';

const text = readFileSync(new URL('../../docs/recipes.md', import.meta.url), 'utf8');

type Json = z.core.JSONSchema.JSONSchema;

interface Field {
  readonly path: string;
  readonly schema: Json;
}

/** Every field with its dotted path; list entries count as their list. `skip` is not looked into. */
function fieldsOf(schema: Json, path = '', skip: readonly string[] = []): Field[] {
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])] as Json[];
  const inner = forms.flatMap((form) => fieldsOf(form, path, skip));
  const items = schema.items as Json | undefined;
  if (items !== undefined) inner.push(...fieldsOf(items, path, skip));
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const at = path === '' ? name : `${path}.${name}`;
    const field = { path: at, schema: property as Json };
    inner.push(field, ...(skip.includes(at) ? [] : fieldsOf(field.schema, at, skip)));
  }
  return inner;
}

function json(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { io: 'input' }) as Json;
}

/** Blocks themselves are headings, not rows. */
const isField = ({ path }: Field) => path.includes('.');

const expected: Field[] = [
  ...fieldsOf(json(Recipe)).filter(isField),
  ...fieldsOf(json(Preset), '', ['outputs.recipe']).map(({ path, schema }) => ({
    path: path.replace(/^outputs\.rules\./, 'rules.'),
    schema,
  })),
  ...fieldsOf(json(PresetFile), '', ['presets']),
];

interface Row {
  readonly type: string;
  readonly fallback: string;
}

function documentedRows(): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  for (const line of text.split('\n')) {
    if (!line.startsWith('| `')) continue;
    const [, names = '', type = '', fallback = ''] = line.split('|').map((cell) => cell.trim());
    for (const [, path = ''] of names.matchAll(/`([^`]+)`/g)) rows.set(path, { type, fallback });
  }
  return rows;
}

const rows = documentedRows();

test('documents every field of the schemas, and no other', () => {
  expect([...rows.keys()].toSorted()).toEqual([...new Set(expected.map(({ path }) => path))].toSorted());
});

test('has a heading for every block of a recipe', () => {
  for (const block of Object.keys(Recipe.shape)) expect(text).toContain(`\n## ${block}\n`);
});

describe('says of each field', () => {
  test.each(expected.filter(({ schema }) => isPlain(schema.default)))(
    '$path: its default',
    ({ path, schema }) => {
      expect(rows.get(path)?.fallback).toBe(`\`${String(schema.default)}\``);
    },
  );

  test.each(expected.filter(({ path, schema }) => !isPlain(schema.default) && isField({ path, schema })))(
    '$path: that it has no default',
    ({ path }) => {
      const elsewhere = expected.some((field) => field.path === path && isPlain(field.schema.default));
      expect(rows.get(path)?.fallback === '–').toBe(!elsewhere);
    },
  );

  test.each(expected.filter(({ schema }) => bounds(schema) !== null))(
    '$path: its bounds',
    ({ path, schema }) => {
      const type = rows.get(path)?.type ?? '';
      const kind = schema.type === 'integer' ? 'integer' : 'number';
      const text = `${kind} ${bounds(schema)}`;
      expect(type === 'side' ? 'integer 1..16383' : type).toBe(text);
    },
  );

  test.each(expected.filter(({ schema }) => choices(schema).length > 0))(
    '$path: its choices',
    ({ path, schema }) => {
      const type = rows.get(path)?.type ?? '';
      const list = type === 'compass' || type === 'gravity' ? sharedValues() : type;
      for (const choice of choices(schema)) expect(list).toContain(`\`${choice}\``);
    },
  );
});

test('its examples are valid', () => {
  const examples = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, example = '']) =>
    JSON.parse(example),
  );
  expect(examples.length).toBeGreaterThan(4);
  for (const example of examples) ('easel' in example ? PresetFile : Recipe).parse(example);
});

function isPlain(value: unknown): boolean {
  return (
    typeof value === 'boolean' || typeof value === 'number' || (typeof value === 'string' && value !== '')
  );
}

/** `1..100` for a number with both ends given. */
function bounds({ type, minimum, maximum }: Json): string | null {
  if ((type !== 'number' && type !== 'integer') || minimum === undefined || maximum === undefined)
    return null;
  return maximum >= Number.MAX_SAFE_INTEGER ? null : `${minimum}..${maximum}`;
}

function choices(schema: Json): string[] {
  const own = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])].map(String);
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])] as Json[];
  const items = schema.items === undefined ? [] : choices(schema.items as Json);
  return [...own, ...items, ...forms.filter((form) => form.type !== 'object').flatMap(choices)];
}

function sharedValues(): string {
  return text.slice(text.indexOf('## Values used in several places'), text.indexOf('## orient'));
}
