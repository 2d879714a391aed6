/** A watermark is words or a picture; where it sits stays when one becomes the other. */
import { WatermarkBlock as WatermarkSchema } from '../../../../../shared/recipe/recipe.schema.ts';
import type { WatermarkBlock } from '../../../../../shared/recipe/recipe.ts';

export type WatermarkKind = WatermarkBlock['kind'];

/** A picture's path starts empty and has to be given. */
export function switchWatermarkKind(mark: WatermarkBlock, kind: WatermarkKind): WatermarkBlock {
  if (mark.kind === kind) return mark;
  const { gravity, margin, opacity, tile, size, angle } = mark;
  const place = { gravity, margin, opacity, tile, size, angle };
  if (kind === 'image') return { kind, path: '', ...place };
  return WatermarkSchema.parse({ kind, text: '©', ...place });
}
