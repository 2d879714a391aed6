/** Light and colour corrections. */
import type { AdjustBlock } from '../../shared/recipe/recipe.ts';
import type { Draft } from './draft.ts';

/** Contrast turns around the middle of the range. */
const PIVOT = 127.5;
/** Share of pixels, in percent, that `normalize` lets clip at either end. */
const CLIP = 1;

export function adjusts(block: AdjustBlock): boolean {
  const { brightness, contrast, saturation, hue, gamma, grayscale, normalize } = block;
  const factors = brightness !== 1 || contrast !== 1 || saturation !== 1 || gamma !== 1;
  return factors || hue % 360 !== 0 || grayscale || normalize;
}

/** In sharp's order: grey, then brightness with saturation and hue, then gamma, contrast, normalize. */
export async function adjust(draft: Draft, block: AdjustBlock): Promise<void> {
  const { brightness, contrast, saturation, hue, gamma } = block;
  // Numbers that are still to be converted would be corrected as if they were sRGB.
  if (draft.plan.convertOnSettle !== null) await draft.settle();
  if (block.grayscale) await draft.queue('grayscale', (image) => image.grayscale());
  if (brightness !== 1 || saturation !== 1 || hue % 360 !== 0) {
    await draft.queue('modulate', (image) => image.modulate({ brightness, saturation, hue }));
  }
  if (gamma !== 1) {
    // sharp's gamma also looks at the input, which switches off its fast decoding: never do it on the file.
    if (!draft.inMemory) await draft.settle();
    await draft.queue('gamma', (image) => image.gamma(1, gamma));
  }
  if (contrast !== 1) {
    await draft.queue('linear', (image) => image.linear(contrast, PIVOT * (1 - contrast)));
  }
  if (block.normalize) {
    await draft.queue('normalise', (image) => image.normalise({ lower: CLIP, upper: 100 - CLIP }));
  }
}
