/** A recipe in a few words: `1080 × 1080 fill JPEG q82`. */
import type { Recipe, ResizeBlock } from '../../shared/recipe/recipe.ts';

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
