/** What new canvas shows, and how a picture is laid on it. */
import type { Size } from '../../shared/recipe/geometry.ts';
import type { Recipe } from '../../shared/recipe/recipe.ts';
import { blurredBackdrop } from './blur-backdrop.ts';
import type { Draft } from './draft.ts';
import { type Ink, parseInk, TRANSPARENT } from './ink.ts';

export type Fill =
  | { readonly kind: 'color'; readonly color: Ink }
  /** Sigma as a percentage of the longer side. */
  | { readonly kind: 'blur'; readonly amount: number };

/** Sigma of a blurred canvas whose recipe blurs nothing else. */
const DEFAULT_BLUR = 4;
const WHITE: Fill = { kind: 'color', color: { r: 255, g: 255, b: 255, alpha: 1 } };

/** The canvas block's own fill, else what the background block shows, else white. */
export function fillOf(recipe: Recipe): Fill {
  const { background } = recipe;
  const own = recipe.canvas?.fill;
  const blur: Fill = {
    kind: 'blur',
    amount: background.mode === 'blur' ? background.amount : DEFAULT_BLUR,
  };
  if (own === 'blur') return blur;
  if (own === 'transparent') return { kind: 'color', color: TRANSPARENT };
  if (own !== undefined) return { kind: 'color', color: parseInk(own) };
  if (background.mode === 'flatten') return { kind: 'color', color: parseInk(background.color) };
  return background.mode === 'blur' ? blur : WHITE;
}

/** Lays the picture on a canvas of `result`, its top left corner at `left`, `top`. */
export async function layOn(
  draft: Draft,
  fill: Fill,
  result: Size,
  left: number,
  top: number,
): Promise<void> {
  const { width, height } = draft.size;
  const grows = result.width !== width || result.height !== height;
  if (fill.kind === 'blur') {
    if (grows || draft.hasAlpha) await layOnBlur(draft, fill.amount, result, left, top);
    return;
  }
  if (!grows) return;
  const ink = await draft.ink(fill.color);
  const edges = { left, top, right: result.width - width - left, bottom: result.height - height - top };
  await draft.queue('extend', (image) => image.extend({ ...edges, background: ink }), {
    size: result,
    hasAlpha: draft.hasAlpha || ink.alpha < 1,
  });
}

async function layOnBlur(
  draft: Draft,
  amount: number,
  result: Size,
  left: number,
  top: number,
): Promise<void> {
  const picture = await draft.pixels();
  const sigma = (amount / 100) * Math.max(result.width, result.height);
  const backdrop = await blurredBackdrop(picture, result, sigma);
  const { data, width, height, channels } = picture;
  const overlay = { input: data, raw: { width, height, channels }, left, top };
  if (width !== result.width || height !== result.height) {
    const room = { left: 0, top: 0, right: result.width - width, bottom: result.height - height };
    await draft.queue('extend', (image) => image.extend({ ...room, background: '#ffffff' }), {
      size: result,
    });
  }
  // The extended picture only lends its size and profile; both layers cover it.
  const base = { input: backdrop.data, raw: { ...result, channels: backdrop.channels } };
  await draft.queue('composite', (image) => image.composite([base, overlay]));
  await draft.dropAlpha();
}
