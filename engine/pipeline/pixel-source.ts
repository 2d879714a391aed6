/** Where an output's pixels come from: the file itself, or a copy of it already decoded into memory. */
import type { Sharp } from 'sharp';
import type { Size } from '../../shared/recipe/geometry.ts';
import type { JpegShrink } from '../input/shrink.ts';
import type { PixelColor } from './color-plan.ts';

export interface OpenOptions {
  readonly ignoreIcc: boolean;
  /** All frames instead of the first. */
  readonly animated: boolean;
  /** Decode this many times smaller where the format allows it: only for what is then scaled to an exact size. */
  readonly shrink?: JpegShrink;
}

export interface PixelSource {
  open(options: OpenOptions): Sharp;
  /** Pixels as stored, before `orientation`. */
  readonly stored: Size;
  /**
   * Upright size of the original; recipes count in its pixels. A copy in memory may be smaller than it.
   */
  readonly original: Size;
  /** EXIF orientation 1..8 that the opened image still has to be turned by. */
  readonly orientation: number;
  /** The one in the file's tag, done or not. */
  readonly taggedOrientation: number;
  readonly hasAlpha: boolean;
  readonly color: PixelColor;
  /** Frames or pages in the file. */
  readonly pages: number;
  /** They are the frames of an animation. */
  readonly isAnimation: boolean;
  /** Opening it again costs next to nothing. */
  readonly inMemory: boolean;
}
