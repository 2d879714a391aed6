/** The canvas grows to a shape, to a size, or only by its padding; padding is even or its own on each side. */
import type { CanvasBlock, Length } from '../../../../../shared/recipe/recipe.ts';
import { ratioOf, sidesOf } from './ratio.ts';

export const CANVAS_KINDS = ['ratio', 'size', 'padding'] as const;
/** padding: neither a shape nor a size is asked for. */
export type CanvasKind = (typeof CANVAS_KINDS)[number];

export const SIDES = ['top', 'right', 'bottom', 'left'] as const;
export type Side = (typeof SIDES)[number];
export type SidePadding = Readonly<Record<Side, Length>>;

const USUAL_SIDE = 2000;
const USUAL_PADDING = '5%';

export function canvasKind(canvas: CanvasBlock): CanvasKind {
  if (canvas.ratio !== undefined) return 'ratio';
  return canvas.width === undefined && canvas.height === undefined ? 'padding' : 'size';
}

export function switchCanvasKind(canvas: CanvasBlock, kind: CanvasKind): CanvasBlock {
  if (canvasKind(canvas) === kind) return canvas;
  const { ratio = '1:1', width, height, ...others } = canvas;
  switch (kind) {
    case 'ratio':
      return { ...others, ratio: width && height ? ratioOf(width, height) : '1:1' };
    case 'size':
      return { ...others, ...sidesOf(ratio, USUAL_SIDE) };
    case 'padding':
      return { ...others, padding: others.padding ?? USUAL_PADDING };
  }
}

export function isEvenPadding(padding: CanvasBlock['padding']): padding is Length | undefined {
  return typeof padding !== 'object';
}

export function paddingOfSides(padding: CanvasBlock['padding']): SidePadding {
  if (typeof padding === 'object') return padding;
  const each = padding ?? 0;
  return { top: each, right: each, bottom: each, left: each };
}

/** Even padding takes the top's. */
export function evenPadding(padding: CanvasBlock['padding']): Length {
  return paddingOfSides(padding).top;
}

/** Without padding the field is left out. */
export function setPadding(canvas: CanvasBlock, padding: Length | SidePadding): CanvasBlock {
  const { padding: _, ...others } = canvas;
  const none = typeof padding !== 'object' && Number.parseFloat(String(padding)) === 0;
  return none ? others : { ...others, padding };
}
