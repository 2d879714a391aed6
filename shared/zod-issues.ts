/** What zod found wrong, as one sentence a person can act on: the field first, then what it must be. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** `presets[0].outputs[0].recipe.resize.fit: fill needs both width and height (and 2 more)` */
export function describeIssues(error: z.ZodError): string {
  const [first, ...others] = error.issues.map(deepest);
  if (first === undefined) return 'it does not have the expected form';
  const field = fieldPath(first.path);
  const elsewhere = new Set(others.map(({ path }) => fieldPath(path)).filter((path) => path !== field));
  const more = elsewhere.size === 0 ? '' : ` (and ${elsewhere.size} more)`;
  return `${field === '' ? '' : `${field}: `}${sentence(first.issue)}${more}`;
}

interface Located {
  readonly issue: Issue;
  readonly path: readonly PropertyKey[];
}

/** A union fails in each of its forms; the form that got furthest is the one that was meant. */
function deepest(issue: Issue): Located {
  const here = { issue, path: issue.path };
  if (issue.code !== 'invalid_union') return here;
  const meant = issue.errors
    .filter((form) => form.length > 0 && !form.some((inner) => isWrongKind(inner)))
    .toSorted((a, b) => a.length - b.length)[0]?.[0];
  if (meant === undefined) return here;
  const inner = deepest(meant);
  return { issue: inner.issue, path: [...issue.path, ...inner.path] };
}

/** The value is not even of this form's type, so the form was not meant. */
function isWrongKind(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function sentence(issue: Issue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no field called ${eitherOf(issue.keys.map((key) => JSON.stringify(key)))}`;
    case 'invalid_value':
      return `must be ${eitherOf(issue.values.map(String))}`;
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? 'is missing' : `must be ${kind(issue.expected)}`;
    case 'invalid_union':
      return unionSentence(issue);
    case 'too_small':
      return limitSentence(issue.origin, 'at least', Number(issue.minimum));
    case 'too_big':
      return limitSentence(issue.origin, 'at most', Number(issue.maximum));
    case 'invalid_format':
      return issue.message.startsWith('Invalid')
        ? `must be a valid ${formatName(issue.format)}`
        : issue.message;
    default:
      return issue.message;
  }
}

function unionSentence(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if ('discriminator' in issue && typeof issue.discriminator === 'string') {
    return `must be one of the forms listed in docs/recipes.md, told apart by "${issue.discriminator}"`;
  }
  const wanted = issue.errors.flatMap(([first]) => {
    if (first === undefined) return [];
    return first.code === 'invalid_value'
      ? first.values.map(String)
      : [sentence(first).replace(/^must be /, '')];
  });
  return wanted.length === 0 ? 'is not valid' : `must be ${eitherOf([...new Set(wanted)])}`;
}

function limitSentence(origin: string, bound: string, limit: number): string {
  if (origin === 'string') return `must have ${bound} ${limit} ${limit === 1 ? 'character' : 'characters'}`;
  if (origin === 'array') return `must have ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return `must be ${bound} ${limit}`;
}

/** `a, b or c` */
function eitherOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function kind(expected: string): string {
  const article = /^[aeiou]/.test(expected) ? 'an' : 'a';
  return expected === 'int' ? 'a whole number' : `${article} ${expected}`;
}

function formatName(format: string): string {
  return { url: 'address (URL)', date: 'date such as 2026-01-31' }[format] ?? format;
}

/** `a.b[0].c` */
function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
