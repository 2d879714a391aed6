/** What each format costs to write, so that people can be told before they wait. */
import type { Effort, OutputFormat } from './recipe.ts';

/**
 * CPU time of encoding one 1600 x 1200 photo, relative to a JPEG at `balanced` (about 23 ms on one 2024 server
 * core). Measured; icons are a handful of small PNGs.
 */
export const ENCODER_COSTS: Readonly<Record<OutputFormat, Readonly<Record<Effort, number>>>> = {
  jpeg: { fast: 0.4, balanced: 1, smallest: 10 },
  webp: { fast: 4.4, balanced: 10, smallest: 28 },
  avif: { fast: 13, balanced: 24, smallest: 43 },
  png: { fast: 5, balanced: 7.5, smallest: 20 },
  gif: { fast: 57, balanced: 75, smallest: 600 },
  tiff: { fast: 4.5, balanced: 5, smallest: 5 },
  ico: { fast: 2, balanced: 2, smallest: 4 },
  icns: { fast: 10, balanced: 14, smallest: 40 },
};
