/** What the pipeline hands to the encoder: finished pixels, still queued, and what is left to say about colour. */
import type { Sharp } from 'sharp';

export interface OutputColor {
  /** What the numbers mean in the finished file; `source` is whatever profile the pipeline's input carries. */
  readonly profile: 'srgb' | 'p3' | 'cmyk' | 'source';
  /** The numbers have not reached `profile` yet: the conversion is the last step of this very pipeline. */
  readonly convert: boolean;
  /** Embed the profile. Always true when the numbers are not sRGB. */
  readonly attach: boolean;
}

export interface RenderedImage {
  /** All pixel work is queued; only colour, encoder and metadata are to be added. Clone it to encode twice. */
  readonly image: Sharp;
  /** Pixels of one frame. */
  readonly width: number;
  readonly height: number;
  /** Frames, when an animation is kept; else 1. */
  readonly pages: number;
  /** There is an alpha channel, opaque or not. Never true when the recipe names a format without one. */
  readonly hasAlpha: boolean;
  readonly color: OutputColor;
  /** Plain sentences on what could not be done as asked. */
  readonly warnings: readonly string[];
}

/**
 * Adds the colour step, once per pipeline or clone. `attach` is the encoder's last word on embedding: a picture whose
 * numbers are sRGB may go without.
 */
export function finishColor(image: Sharp, color: OutputColor, attach = color.attach): Sharp {
  if (color.convert && color.profile !== 'source') return image.withIccProfile(color.profile, { attach });
  return attach ? image.keepIccProfile() : image;
}
