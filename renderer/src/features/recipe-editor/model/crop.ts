/** A crop is a shape or an area in pixels. */
import type { CropBlock } from '../../../../../shared/recipe/recipe.ts';
import { ratioOf, sidesOf } from './ratio.ts';

export const CROP_KINDS = ['ratio', 'area'] as const;
export type CropKind = (typeof CROP_KINDS)[number];

const USUAL_SIDE = 1080;

export function cropKind(crop: CropBlock): CropKind {
  return 'ratio' in crop ? 'ratio' : 'area';
}

/** The shape stays the same. */
export function switchCropKind(crop: CropBlock, kind: CropKind): CropBlock {
  if (cropKind(crop) === kind) return crop;
  const { gravity } = crop;
  return 'ratio' in crop
    ? { ...sidesOf(crop.ratio, USUAL_SIDE), gravity }
    : { ratio: ratioOf(crop.width, crop.height), gravity };
}
