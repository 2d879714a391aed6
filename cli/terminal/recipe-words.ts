/** A recipe in a few words: `1080 × 1080 fill JPEG q82`. */
import { ENCODER_COSTS } from '../../shared/recipe/encoder-costs.ts';
import type { Effort, Recipe, ResizeBlock } from '../../shared/recipe/recipe.ts';

const EFFORTS: readonly Effort[] = ['fast', 'balanced', 'smallest'];

export function describeRecipe({ resize, canvas, output, background }: Recipe): string {
  const parts = [
    resize ? describeResize(resize) : '',
    canvas?.width && canvas.height ? `on ${canvas.width} × ${canvas.height}` : '',
    canvas?.ratio ? `on ${canvas.ratio}` : '',
    background.mode === 'whiten' ? 'white backdrop' : '',
    output.format === 'same' ? 'same format' : output.format.toUpperCase(),
    describeQuality(output),
  ];
  return parts.filter(Boolean).join(' ');
}

function describeResize(resize: ResizeBlock): string {
  if (resize.longEdge) return `${resize.longEdge} long`;
  if (resize.shortEdge) return `${resize.shortEdge} short`;
  if (resize.percent) return `${resize.percent} %`;
  if (resize.megapixels) return `${resize.megapixels} MP`;
  return `${resize.width ?? 'auto'} × ${resize.height ?? 'auto'} ${resize.fit}`;
}

function describeQuality(output: Recipe['output']): string {
  if (output.lossless) return 'lossless';
  if (output.target && 'bytes' in output.target) return `up to ${Math.floor(output.target.bytes / 1000)} kB`;
  if (output.target) return `SSIM ${output.target.ssim}`;
  return output.quality ? `q${output.quality}` : '';
}

/** What each effort costs beside the others: `effort balanced; encoding takes fast 1, balanced 2.3, smallest 10`. */
export function describeEffort({ format, effort }: Recipe['output']): string {
  if (format === 'same') return `effort ${effort}`;
  const costs = ENCODER_COSTS[format];
  const each = EFFORTS.map((name) => `${name} ${Number((costs[name] / costs.fast).toPrecision(2))}`);
  return `effort ${effort}; time to encode: ${each.join(', ')}`;
}
