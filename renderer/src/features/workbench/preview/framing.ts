/**
 * Which part of a source ends up where in the result, so that before and after can lie exactly on each other. Null where
 * only the engine knows: after a trim, a turn, or a crop that looks for the busiest part.
 */
import {
  canvasPlan,
  cropSize,
  placeRect,
  type Rect,
  resizePlan,
  type Size,
  type SourceSize,
} from '../../../../../shared/recipe/geometry.ts';
import type { Gravity, Recipe } from '../../../../../shared/recipe/recipe.ts';

export interface Framing {
  /** In pixels of the upright source; fractions of a pixel are possible. */
  readonly source: Rect;
  /** Where that part lies in the result, in its pixels. */
  readonly target: Rect;
  /** Of the result. */
  readonly result: Size;
}

export function framingOf(recipe: Recipe, image: SourceSize): Framing | null {
  const { orient, trim, crop, resize, canvas } = recipe;
  const turned = orient.rotate !== 0 || orient.flip || orient.flop;
  const lying = !orient.auto && (image.orientation ?? 1) !== 1;
  if (turned || lying || trim !== undefined) return null;

  const whole: Rect = { left: 0, top: 0, width: image.width, height: image.height };
  const cropped = crop === undefined ? whole : place(cropSize(crop, whole), whole, crop.gravity);
  if (cropped === null) return null;
  if (resize === undefined) return onCanvas(recipe, cropped, { ...cropped, left: 0, top: 0 }, cropped);

  const { scaled, cut, result } = resizePlan(resize, cropped);
  const kept = place(cut, scaled, resize.gravity);
  if (kept === null) return null;
  const across = cropped.width / scaled.width;
  const down = cropped.height / scaled.height;
  const source = {
    left: cropped.left + kept.left * across,
    top: cropped.top + kept.top * down,
    width: kept.width * across,
    height: kept.height * down,
  };
  const target = place(cut, result, resize.fit === 'pad' ? padGravity(resize.gravity) : 'center');
  return target === null ? null : onCanvas({ canvas }, source, target, result);
}

function onCanvas({ canvas }: Pick<Recipe, 'canvas'>, source: Rect, target: Rect, size: Size): Framing {
  const result = { width: size.width, height: size.height };
  if (canvas === undefined) return { source, target, result };
  const plan = canvasPlan(canvas, result);
  return {
    source,
    target: { ...target, left: target.left + plan.left, top: target.top + plan.top },
    result: plan.result,
  };
}

/** Null when the place is the engine's to find and there is something to choose. */
function place(size: Size, image: Size, gravity: Gravity): Rect | null {
  if (size.width === image.width && size.height === image.height) return { ...size, left: 0, top: 0 };
  return gravity === 'attention' || gravity === 'entropy' ? null : placeRect(size, image, gravity);
}

/** Nothing is cut when padding, so there is nothing to look for. */
function padGravity(gravity: Gravity): Gravity {
  return gravity === 'attention' || gravity === 'entropy' ? 'center' : gravity;
}

/** A crop or a filled box leaves something out, so that a point to keep makes a difference. */
export function cutsImage({ crop, resize }: Recipe): boolean {
  return crop !== undefined || resize?.fit === 'fill' || resize?.fit === 'fill-down';
}
