/** Mistakes are found at the field a person sees. */
import { expect, it } from 'vitest';
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';
import { checkRecipe, checkRules } from './issues.ts';
import { recipe } from './testing.ts';

function issuesOf(broken: Partial<Record<keyof Recipe, unknown>>) {
  // What an editor holds while somebody types: the right fields with values that may be wrong.
  const checked = checkRecipe({ ...recipe({}), ...broken } as Recipe);
  return checked.ok ? [] : checked.issues.map(({ path, kind, limit }) => ({ path, kind, limit }));
}

it('passes what is right, with defaults filled in', () => {
  const cut = recipe({ crop: { ratio: '4:5' } });
  expect(checkRecipe(cut)).toEqual({ ok: true, value: cut });
});

it('names an emptied number', () => {
  const resize = {
    longEdge: Number.NaN,
    fit: 'fit',
    gravity: 'center',
    enlarge: false,
    sharpen: 'none',
    kernel: 'cubic',
  };
  expect(issuesOf({ resize })).toEqual([{ path: 'resize.longEdge', kind: 'number', limit: undefined }]);
});

it('names limits', () => {
  expect(issuesOf({ output: { format: 'jpeg', quality: 101 } })).toEqual([
    { path: 'output.quality', kind: 'atMost', limit: 100 },
  ]);
  expect(issuesOf({ trim: { threshold: -1 } })).toEqual([
    { path: 'trim.threshold', kind: 'atLeast', limit: 0 },
  ]);
  expect(issuesOf({ output: { format: 'jpeg', quality: 80.5 } })).toEqual([
    { path: 'output.quality', kind: 'whole', limit: undefined },
  ]);
});

it('finds the field inside the form of a union that was meant', () => {
  expect(issuesOf({ crop: { width: 0, height: 40, gravity: 'center' } })).toEqual([
    { path: 'crop.width', kind: 'atLeast', limit: 1 },
  ]);
  expect(issuesOf({ crop: { ratio: '4:', gravity: 'center' } })).toEqual([
    { path: 'crop.ratio', kind: 'form', limit: undefined },
  ]);
  expect(issuesOf({ crop: { ratio: '4:5', gravity: { x: 1.5, y: 0 } } })).toEqual([
    { path: 'crop.gravity.x', kind: 'atMost', limit: 1 },
  ]);
  expect(issuesOf({ output: { format: 'jpeg', target: { bytes: 5, minQuality: 10 } } })).toEqual([
    { path: 'output.target.bytes', kind: 'atLeast', limit: 100 },
  ]);
  expect(issuesOf({ canvas: { padding: { top: -4, right: 0, bottom: 0, left: 0 } } })).toEqual([
    { path: 'canvas.padding.top', kind: 'atLeast', limit: 0 },
  ]);
});

it('says that a size is missing, and that a fit needs both sides', () => {
  expect(issuesOf({ resize: { fit: 'fit' } })).toEqual([{ path: 'resize', kind: 'form', limit: undefined }]);
  expect(issuesOf({ resize: { fit: 'pad', width: 40 } })).toEqual([
    { path: 'resize.fit', kind: 'form', limit: undefined },
  ]);
});

it('names text that is missing or too long', () => {
  expect(issuesOf({ watermark: { kind: 'text', text: '' } })).toContainEqual({
    path: 'watermark.text',
    kind: 'tooShort',
    limit: 1,
  });
  expect(issuesOf({ metadata: { policy: 'private', creator: 'a'.repeat(501) } })).toEqual([
    { path: 'metadata.creator', kind: 'tooLong', limit: 500 },
  ]);
});

it('checks rules by themselves', () => {
  const checked = checkRules({ alpha: 'allowed', keepTags: [], formats: [], maxBytes: 0 });
  expect(checked.ok ? [] : checked.issues.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    'maxBytes atLeast',
    'formats tooShort',
  ]);
});
