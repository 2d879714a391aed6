/** Finds the busiest part of a picture, as sharp's crop strategies see it. */

import type { Sharp } from 'sharp';
import { cropSize, placeRect, type Rect, type Size } from '../../shared/recipe/geometry.ts';
import type { CropBlock, Gravity } from '../../shared/recipe/recipe.ts';
import { fromRaster, toRaster } from './draft.ts';

export type Strategy = 'attention' | 'entropy';

export function isStrategy(gravity: Gravity): gravity is Strategy {
  return gravity === 'attention' || gravity === 'entropy';
}

/** Longer side of the copy searched, in pixels: enough to tell parts apart, small enough to cost little. */
const SEARCH_SIDE = 768;

/** Where a crop of `size` falls in the upright `whole`; `upright` yields the same picture at any resolution. */
export async function findCrop(crop: CropBlock, whole: Size, upright: (size: Size) => Sharp): Promise<Rect> {
  const size = cropSize(crop, whole);
  if (!isStrategy(crop.gravity)) return placeRect(size, whole, crop.gravity);
  const scale = Math.min(1, SEARCH_SIDE / Math.max(whole.width, whole.height));
  const reduce = (side: number) => Math.max(1, Math.round(side * scale));
  const reduced = { width: reduce(whole.width), height: reduce(whole.height) };
  const copy = await upright(reduced).raw().toBuffer({ resolveWithObject: true });
  const { info } = await fromRaster(toRaster(copy.data, copy.info))
    .resize({
      width: Math.min(reduce(size.width), reduced.width),
      height: Math.min(reduce(size.height), reduced.height),
      fit: 'cover',
      position: crop.gravity,
    })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    ...size,
    left: offset(info.cropOffsetLeft, whole.width / reduced.width, whole.width - size.width),
    top: offset(info.cropOffsetTop, whole.height / reduced.height, whole.height - size.height),
  };
}

/** sharp reports how far the picture moved, hence the negative sign. */
function offset(moved: number | undefined, scale: number, most: number): number {
  return Math.min(Math.max(Math.round(-(moved ?? 0) * scale), 0), most);
}
