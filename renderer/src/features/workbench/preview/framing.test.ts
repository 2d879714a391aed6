/** Before and after lie on each other wherever the arithmetic of the engine allows to know. */
import { describe, expect, it } from 'vitest';
import { predictSize } from '../../../../../shared/recipe/geometry.ts';
import { Recipe, type RecipeInput } from '../../../../../shared/recipe/recipe.schema.ts';
import type { Recipe as ParsedRecipe } from '../../../../../shared/recipe/recipe.ts';
import { cutsImage, framingOf } from './framing.ts';

const photo = { width: 4000, height: 3000 };
const recipe = (input: RecipeInput): ParsedRecipe => Recipe.parse(input);

describe('what stays of the source', () => {
  it('is all of it when it is only made smaller', () => {
    expect(framingOf(recipe({ resize: { width: 2000 } }), photo)).toEqual({
      source: { left: 0, top: 0, ...photo },
      target: { left: 0, top: 0, width: 2000, height: 1500 },
      result: { width: 2000, height: 1500 },
    });
  });

  it('is the middle square of a filled square', () => {
    const square = recipe({ resize: { width: 1000, height: 1000, fit: 'fill' } });
    const framing = framingOf(square, photo);
    expect(framing?.target).toEqual({ left: 0, top: 0, width: 1000, height: 1000 });
    expect(framing?.source.width).toBeCloseTo(3000, -1);
    expect(framing?.source.left).toBeCloseTo(500, -1);
  });

  it('follows a chosen point', () => {
    const square = recipe({ crop: { ratio: '1:1', gravity: { x: 0, y: 0.5 } } });
    expect(framingOf(square, photo)?.source).toEqual({ left: 0, top: 0, width: 3000, height: 3000 });
  });
});

describe('where it lies in the result', () => {
  it('is centred between padding', () => {
    const padded = recipe({ resize: { width: 1000, height: 1000, fit: 'pad' } });
    expect(framingOf(padded, photo)?.target).toEqual({ left: 0, top: 125, width: 1000, height: 750 });
  });

  it('moves with the canvas around it', () => {
    const framed = recipe({ resize: { width: 1000 }, canvas: { padding: 50 } });
    expect(framingOf(framed, photo)).toMatchObject({
      target: { left: 50, top: 50, width: 1000, height: 750 },
      result: { width: 1100, height: 850 },
    });
  });
});

it.each<[string, RecipeInput]>([
  ['resized', { resize: { longEdge: 1200 } }],
  ['cropped', { crop: { ratio: '16:9' }, resize: { width: 1280 } }],
  ['filled', { resize: { width: 1080, height: 1350, fit: 'fill' } }],
  ['padded', { resize: { width: 2000, height: 2000, fit: 'pad', enlarge: true }, canvas: { padding: '5%' } }],
])('agrees with the predicted size: %s', (_, input) => {
  expect(framingOf(recipe(input), photo)?.result).toEqual(predictSize(recipe(input), photo));
});

it.each<[string, RecipeInput]>([
  ['after a trim', { trim: {} }],
  ['after a turn', { orient: { rotate: 90 } }],
  ['where the engine looks for the busiest part', { crop: { ratio: '1:1', gravity: 'attention' } }],
])('does not pretend to know %s', (_, input) => {
  expect(framingOf(recipe(input), photo)).toBeNull();
});

it('knows that looking for the busiest part changes nothing when nothing is cut', () => {
  const whole = recipe({ crop: { ratio: '4:3', gravity: 'attention' } });
  expect(framingOf(whole, photo)?.source).toEqual({ left: 0, top: 0, ...photo });
});

it('knows which recipes leave something out', () => {
  expect(cutsImage(recipe({ resize: { width: 100 } }))).toBe(false);
  expect(cutsImage(recipe({ resize: { width: 100, height: 100, fit: 'fill' } }))).toBe(true);
  expect(cutsImage(recipe({ crop: { ratio: '1:1' } }))).toBe(true);
});
