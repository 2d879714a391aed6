/** What a person may change for one image alone, and what that makes of a recipe. */
import type { OrientBlock, Recipe } from './recipe.ts';

export interface RecipeOverride {
  /** Point of the upright source that crops keep, as fractions of width and height. */
  readonly focus?: Point | undefined;
  /** Levels from white that still count as backdrop, 0..128; only where the recipe whitens. */
  readonly backgroundTolerance?: number | undefined;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export function applyOverride(recipe: Recipe, override: RecipeOverride): Recipe {
  const { orient, crop, resize, background } = recipe;
  const { backgroundTolerance } = override;
  const focus = override.focus && turned(override.focus, orient);
  const cuts = resize?.fit === 'fill' || resize?.fit === 'fill-down';
  return {
    ...recipe,
    ...(crop && focus ? { crop: { ...crop, gravity: focus } } : {}),
    ...(resize && focus && cuts ? { resize: { ...resize, gravity: focus } } : {}),
    ...(background.mode === 'whiten' && backgroundTolerance !== undefined
      ? { background: { ...background, tolerance: backgroundTolerance } }
      : {}),
  };
}

/** Where the point is once the recipe has turned and then mirrored the picture. */
function turned(point: Point, { rotate, flip, flop }: OrientBlock): Point {
  let { x, y } = point;
  for (let degrees = 0; degrees < rotate; degrees += 90) [x, y] = [1 - y, x];
  return { x: flop ? 1 - x : x, y: flip ? 1 - y : y };
}
