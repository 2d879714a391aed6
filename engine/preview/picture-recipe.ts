/** The recipe that makes a file fit for a screen: upright, sRGB, its first frame, no larger than asked. */
import type { PictureSize } from '../../shared/engine.ts';
import type { Size } from '../../shared/recipe/geometry.ts';
import type { Recipe } from '../../shared/recipe/recipe.ts';

/** Longest side that every browser and encoder takes. */
const LARGEST_SIDE = 16_383;

export function pictureRecipe(size: PictureSize, original: Size): Recipe {
  return {
    orient: { auto: true, rotate: 0, flip: false, flop: false },
    background: { mode: 'keep' },
    resize: {
      longEdge: longEdge(size, original),
      fit: 'fit',
      gravity: 'center',
      enlarge: false,
      sharpen: 'none',
      kernel: 'lanczos3',
    },
    color: { space: 'srgb', embed: false },
    metadata: { policy: 'strip' },
    output: { format: 'same', effort: 'fast', lossless: false, chroma: '4:2:0', animation: 'first' },
  };
}

function longEdge(size: PictureSize, { width, height }: Size): number {
  const longer = Math.max(width, height);
  if ('maxSide' in size) return Math.min(longer, size.maxSide);
  const factor = Math.min(1, Math.sqrt(size.maxPixels / (width * height)));
  return Math.max(1, Math.min(Math.floor(longer * factor), LARGEST_SIDE));
}
