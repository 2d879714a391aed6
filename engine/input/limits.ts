/** Turns away what would cost too much, from header numbers alone. */
import type { InputLimits, SourceFormat } from '../../shared/engine.ts';
import { EaselError } from '../../shared/errors.ts';
import { FORMAT_NAMES } from './extensions.ts';
import type { Header } from './headers/header.ts';

/**
 * One frame may have `maxPixels`. All frames of an animation are decoded together, but are small in practice and
 * mostly repeat each other, so together they may have this many times as many. The pages of a document do not add
 * up: only the first is read.
 */
export const ANIMATION_AREA_FACTOR = 4;

/** Decoders outside the library need the whole file in memory. */
const MAX_IN_MEMORY_BYTES = 1_000_000_000;

export function assertWithinLimits(
  header: Pick<Header, 'width' | 'height' | 'frames' | 'animated'>,
  limits: InputLimits,
): void {
  const { width, height, frames, animated } = header;
  const total = animated ? width * height * frames : 0;
  if (width * height > limits.maxPixels || total > limits.maxPixels * ANIMATION_AREA_FACTOR) {
    throw new EaselError('INPUT_TOO_MANY_PIXELS', {
      width,
      height: total > limits.maxPixels * ANIMATION_AREA_FACTOR ? height * frames : height,
      limit: limits.maxPixels / 1_000_000,
    });
  }
  if (frames > limits.maxPages) {
    throw new EaselError('INPUT_TOO_MANY_PAGES', { pages: frames, limit: limits.maxPages });
  }
}

export function assertFileSize(format: SourceFormat, bytes: number, limits: InputLimits): void {
  const limit =
    format === 'svg' ? limits.maxSvgBytes : isDecodedByLibrary(format) ? null : MAX_IN_MEMORY_BYTES;
  if (limit !== null && bytes > limit) {
    throw new EaselError('INPUT_TOO_LARGE', { bytes, limit, format: FORMAT_NAMES[format] });
  }
}

/** Formats that sharp reads itself; the others are decoded beside it. */
export function isDecodedByLibrary(format: SourceFormat): boolean {
  return format !== 'heic' && format !== 'jxl' && format !== 'psd' && format !== 'bmp' && format !== 'ico';
}
