/** Ways of saying how large a picture becomes, and changing from one to another without losing what still applies. */
import type { Gravity, ResizeBlock } from '../../../../../shared/recipe/recipe.ts';

export const RESIZE_KINDS = ['box', 'longEdge', 'shortEdge', 'percent', 'megapixels'] as const;
/** box: a width, a height, or both. */
export type ResizeKind = (typeof RESIZE_KINDS)[number];

/** A side to start from when the way before did not speak of pixels. */
const USUAL_SIDE = 2000;
const USUAL_PERCENT = 50;
const USUAL_MEGAPIXELS = 2;

export function resizeKind(resize: ResizeBlock): ResizeKind {
  if (resize.longEdge !== undefined) return 'longEdge';
  if (resize.shortEdge !== undefined) return 'shortEdge';
  if (resize.percent !== undefined) return 'percent';
  if (resize.megapixels !== undefined) return 'megapixels';
  return 'box';
}

export function switchResizeKind(resize: ResizeBlock, kind: ResizeKind): ResizeBlock {
  if (resizeKind(resize) === kind) return resize;
  const { gravity, enlarge, sharpen, kernel } = resize;
  const side = resize.width ?? resize.height ?? resize.longEdge ?? resize.shortEdge ?? USUAL_SIDE;
  const kept = { gravity, enlarge, sharpen, kernel, fit: 'fit' } as const;
  switch (kind) {
    case 'box':
      return { ...kept, width: side };
    case 'longEdge':
      return { ...kept, longEdge: Math.max(side, resize.height ?? 0) };
    case 'shortEdge':
      return { ...kept, shortEdge: Math.min(side, resize.height ?? side) };
    case 'percent':
      return { ...kept, percent: USUAL_PERCENT };
    case 'megapixels':
      return { ...kept, megapixels: USUAL_MEGAPIXELS };
  }
}

/** Every fit but `fit` needs both sides: a missing one is taken from the other. */
export function setFit(resize: ResizeBlock, fit: ResizeBlock['fit']): ResizeBlock {
  if (fit === 'fit') return { ...resize, fit };
  const side = resize.width ?? resize.height ?? USUAL_SIDE;
  return {
    ...resize,
    fit,
    width: resize.width ?? side,
    height: resize.height ?? side,
    gravity: fit === 'pad' ? placeOf(resize.gravity) : resize.gravity,
  };
}

/** `undefined` empties the side. */
export function setSide(
  resize: ResizeBlock,
  side: 'width' | 'height',
  value: number | undefined,
): ResizeBlock {
  const { [side]: _, ...others } = resize;
  return value === undefined ? others : { ...others, [side]: value };
}

/** Whether something is cut, or placed on something larger, so that it matters where. */
export function usesGravity({ fit }: ResizeBlock): boolean {
  return fit === 'fill' || fit === 'fill-down' || fit === 'pad';
}

/** A picture that is placed whole has no busiest part to look for. */
function placeOf(gravity: Gravity): Gravity {
  return gravity === 'attention' || gravity === 'entropy' ? 'center' : gravity;
}
