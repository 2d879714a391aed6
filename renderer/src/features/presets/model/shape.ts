/** The outline of what a recipe makes, for a small picture of it. */
import { parseRatio } from '../../../../../shared/recipe/geometry.ts';
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';

/** Width by height; null where every image keeps its own shape. */
export function shapeOf({ canvas, resize, crop }: Recipe): number | null {
  if (canvas?.ratio !== undefined) return parseRatio(canvas.ratio);
  if (canvas?.width && canvas.height) return canvas.width / canvas.height;
  if (resize !== undefined && resize.fit !== 'fit' && resize.width && resize.height) {
    return resize.width / resize.height;
  }
  if (crop === undefined) return null;
  return 'ratio' in crop ? parseRatio(crop.ratio) : crop.width / crop.height;
}
