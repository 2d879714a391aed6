/** A preset in two words: the size it makes and the format. */
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { formatName } from '../../../../../shared/preset/rule-words.ts';
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';

export interface PresetBrief {
  /** Such as `1920 × auto` or `2000 px`; null where the source decides. */
  readonly size: string | null;
  /** Null where the source decides, or outputs differ. */
  readonly format: string | null;
  /** Files per image. */
  readonly files: number;
}

export function presetBrief({ outputs }: Pick<Preset, 'outputs'>): PresetBrief {
  const sizes = new Set(outputs.map(({ recipe }) => sizeOf(recipe)));
  const formats = new Set(outputs.map(({ recipe }) => recipe.output.format));
  const [size = null] = sizes;
  const [format] = formats;
  return {
    files: outputs.length,
    size: sizes.size === 1 ? size : null,
    format: formats.size === 1 && format !== undefined && format !== 'same' ? formatName(format) : null,
  };
}

function sizeOf({ resize, crop, canvas }: Recipe): string | null {
  if (canvas?.width !== undefined && canvas.height !== undefined) return `${canvas.width} × ${canvas.height}`;
  if (resize === undefined) return crop !== undefined && 'ratio' in crop ? crop.ratio : null;
  const { width, height, longEdge, shortEdge, percent, megapixels } = resize;
  if (width !== undefined || height !== undefined) return `${width ?? 'auto'} × ${height ?? 'auto'}`;
  if (percent !== undefined) return `${percent} %`;
  if (megapixels !== undefined) return `${megapixels} MP`;
  const side = longEdge ?? shortEdge;
  return side === undefined ? null : `${side} px`;
}
