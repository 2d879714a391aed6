/** Settings say what is wrong before anything is sent. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_TEMPLATE, NAME_TOKENS } from '../../../../../shared/naming/name-template.ts';
import { rangeProblem } from './engine-fields.ts';
import { exampleOf, templateProblem } from './template-problem.ts';

describe('name templates', () => {
  it.each<[string, unknown]>([
    [DEFAULT_TEMPLATE, null],
    [NAME_TOKENS.map((token) => `{${token}}`).join('-'), null],
    ['', { kind: 'empty' }],
    ['   ', { kind: 'empty' }],
    ['/out/{name}', { kind: 'absolute' }],
    ['C:\\out\\{name}', { kind: 'absolute' }],
    ['{dir}/../{name}', { kind: 'parent' }],
    ['{name', { kind: 'brace' }],
    ['name}', { kind: 'brace' }],
    ['{preset}/{title}', { kind: 'unknown', token: '{title}' }],
    ['x'.repeat(401), { kind: 'tooLong' }],
  ])('%s', (source, problem) => expect(templateProblem(source)).toEqual(problem));

  it('are shown by example, as long as they can be used', () => {
    expect(exampleOf('{preset}/{name}-{width}')).toBe('web-hero/IMG_1234-1920.webp');
    expect(exampleOf('{nme}')).toBe('');
  });
});

describe('numbers of the engine', () => {
  it.each([
    ['engine.workers', 4, null],
    ['engine.workers', 65, 'between'],
    ['engine.fileSeconds', 0, 'between'],
    ['engine.memoryMb', 300.5, 'whole'],
    ['limits.maxPages', undefined, 'whole'],
  ] as const)('%s %s', (key, value, problem) => expect(rangeProblem(key, value)).toBe(problem));
});
