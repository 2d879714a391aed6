/** Finished pixels that can be encoded more than once. */
import sharp, { type Sharp } from 'sharp';
import { finishColor, type RenderedImage } from '../pipeline/rendered-image.ts';

export interface Pixels {
  /** A pipeline that yields the finished pixels, colour and profile included; only the encoder is missing. */
  open(): Sharp;
  /** ICC profile that `open` carries; null without one, and while it is not known yet. */
  readonly profile: Buffer | null;
  /** A single frame, which may be computed on its own. */
  readonly isStill: boolean;
}

/** Renders again each time it is opened: right for one encoding. `profile`: embed the colour profile. */
export function livePixels(rendered: RenderedImage, profile: boolean): Pixels {
  return {
    open: () => finishColor(rendered.image.clone(), { ...rendered.color, attach: profile }),
    profile: null,
    isStill: rendered.pages === 1,
  };
}

/**
 * Renders once and keeps the pixels in memory, as an uncompressed TIFF because raw pixels could not carry their
 * profile. Animations are not kept: their timing would be lost, and they are large.
 */
export async function frozenPixels(rendered: RenderedImage, profile: boolean): Promise<Pixels> {
  if (rendered.pages > 1) return livePixels(rendered, profile);
  const data = await livePixels(rendered, profile)
    .open()
    .tiff({ compression: 'none', predictor: 'none' })
    .toBuffer();
  const { space, icc } = await sharp(data, { limitInputPixels: false }).metadata();
  return {
    profile: (profile && icc) || null,
    isStill: true,
    open() {
      const image = sharp(data, { sequentialRead: true, limitInputPixels: false });
      if (profile) image.keepIccProfile();
      // Unasked, the library would turn these into sRGB.
      if (space === 'cmyk') return image.pipelineColourspace('cmyk').toColourspace('cmyk');
      return space === 'b-w' ? image.toColourspace('b-w') : image;
    },
  };
}

/** Eight-bit RGBA in sRGB, rows top down. */
export async function rgbaPixels(image: Sharp): Promise<Buffer> {
  return image.toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer();
}
