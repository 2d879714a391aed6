import { describe, expect, it } from 'vitest';
import { applyOverride } from './override.ts';
import { Recipe } from './recipe.schema.ts';

const focus = { x: 0.9, y: 0.2 };

describe('what a person changes for one image', () => {
  it('leaves a recipe alone when there is nothing to change', () => {
    const recipe = Recipe.parse({ resize: { longEdge: 800 }, background: { mode: 'flatten' } });
    expect(applyOverride(recipe, {})).toEqual(recipe);
    expect(applyOverride(recipe, { focus, backgroundTolerance: 3 })).toEqual(recipe);
  });

  it('moves every crop to the chosen point, and no other placement', () => {
    const crop = { ratio: '1:1', gravity: 'north' } as const;
    for (const fit of ['fill', 'fill-down'] as const) {
      const recipe = Recipe.parse({ crop, resize: { width: 400, height: 400, fit } });
      expect(applyOverride(recipe, { focus })).toMatchObject({
        crop: { ratio: '1:1', gravity: focus },
        resize: { width: 400, height: 400, fit, gravity: focus },
      });
    }
    for (const fit of ['fit', 'pad', 'force'] as const) {
      const recipe = Recipe.parse({ resize: { width: 400, height: 400, fit, gravity: 'north' } });
      expect(applyOverride(recipe, { focus }).resize?.gravity).toBe('north');
    }
  });

  it('follows the point where the recipe turns and mirrors the picture', () => {
    const where = (orient: object) =>
      applyOverride(Recipe.parse({ crop: { ratio: '1:1' }, orient }), { focus });
    const place = (orient: object) => {
      const gravity = where(orient).crop?.gravity;
      if (typeof gravity !== 'object') throw new Error('no point');
      return [Number(gravity.x.toFixed(6)), Number(gravity.y.toFixed(6))];
    };
    // The upper right corner goes clockwise.
    expect(place({ rotate: 90 })).toEqual([0.8, 0.9]);
    expect(place({ rotate: 180 })).toEqual([0.1, 0.8]);
    expect(place({ rotate: 270 })).toEqual([0.2, 0.1]);
    expect(place({ flop: true })).toEqual([0.1, 0.2]);
    expect(place({ flip: true })).toEqual([0.9, 0.8]);
    expect(place({ rotate: 90, flop: true })).toEqual([0.2, 0.9]);
  });

  it('sets the tolerance only where a backdrop is whitened', () => {
    const white = Recipe.parse({ background: { mode: 'whiten', feather: 5 } });
    expect(applyOverride(white, { backgroundTolerance: 12 }).background).toEqual({
      mode: 'whiten',
      tolerance: 12,
      feather: 5,
    });
    expect(applyOverride(white, { backgroundTolerance: 0 }).background).toMatchObject({ tolerance: 0 });
  });

  it('makes a recipe that is still valid', () => {
    const recipe = Recipe.parse({ crop: { ratio: '4:5' }, background: { mode: 'whiten' } });
    const changed = applyOverride(recipe, { focus: { x: 1, y: 0 }, backgroundTolerance: 128 });
    expect(Recipe.parse(changed)).toEqual(changed);
  });
});
