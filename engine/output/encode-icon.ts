/** Builds an icon file from one picture: each size is scaled from it and centred on a transparent square. */

import sharp from 'sharp';
import { EaselError } from '../../shared/errors.ts';
import type { OutputBlock } from '../../shared/recipe/recipe.ts';
import { type EncoderSettings, encoderSettings, withEncoder } from './encoders.ts';
import { ICNS_SIZES, writeIcns } from './icns.ts';
import { ICO_DEFAULT_SIZES, ICO_MAX_SIZE, type IconImage, writeIco } from './ico.ts';
import { type Pixels, rgbaPixels } from './pixels.ts';

export interface EncodedIcon {
  readonly bytes: Buffer;
  /** Side of the largest picture inside. */
  readonly size: number;
  readonly warnings: readonly string[];
}

const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };

export async function encodeIcon(
  pixels: Pixels,
  format: 'ico' | 'icns',
  output: OutputBlock,
  image: { readonly width: number; readonly height: number },
): Promise<EncodedIcon> {
  if (output.target !== undefined) {
    throw new EaselError('TARGET_UNREACHABLE', {
      reason: `${format.toUpperCase()} files have no quality to adjust`,
    });
  }
  const { sizes, warnings } = iconSizes(format, output.sizes, Math.max(image.width, image.height));
  const settings = encoderSettings('png', { ...output, colors: undefined });
  const images: IconImage[] = [];
  for (const size of sizes) images.push(await iconImage(pixels, size, settings));
  return {
    bytes: format === 'ico' ? writeIco(images) : writeIcns(images),
    size: Math.max(...sizes),
    warnings,
  };
}

async function iconImage(pixels: Pixels, size: number, settings: EncoderSettings): Promise<IconImage> {
  const scaled = pixels.open().resize(size, size, { fit: 'contain', background: CLEAR });
  const rgba = await rgbaPixels(scaled);
  const raw = sharp(rgba, { raw: { width: size, height: size, channels: 4 } });
  return { size, rgba, png: await withEncoder(raw, settings).toBuffer() };
}

/** Sizes the format can hold and the picture can fill, ascending, with a sentence for each kind left out. */
export function iconSizes(
  format: 'ico' | 'icns',
  asked: readonly number[] | undefined,
  side: number,
): { readonly sizes: readonly number[]; readonly warnings: readonly string[] } {
  const wanted = [...new Set(asked ?? (format === 'ico' ? ICO_DEFAULT_SIZES : ICNS_SIZES))].sort(
    (a, b) => a - b,
  );
  const possible = wanted.filter((size) =>
    format === 'ico' ? size <= ICO_MAX_SIZE : ICNS_SIZES.includes(size),
  );
  const impossible = wanted.filter((size) => !possible.includes(size));
  const filled = possible.filter((size) => size <= side);
  // One picture there must be, even if it has to grow.
  const sizes = filled.length > 0 ? filled : possible.slice(0, 1);
  if (sizes.length === 0) {
    throw new EaselError('RECIPE_NOT_APPLICABLE', {
      reason: `${format.toUpperCase()} files cannot hold a picture of ${impossible.join(' or ')} pixels`,
    });
  }
  const tooLarge = possible.filter((size) => !sizes.includes(size));
  const warnings: string[] = [];
  if (impossible.length > 0) {
    warnings.push(
      `${format.toUpperCase()} files cannot hold these sizes, so they were left out: ${impossible.join(', ')}.`,
    );
  }
  if (tooLarge.length > 0) {
    warnings.push(
      `The picture is too small for these icon sizes, so they were left out: ${tooLarge.join(', ')}.`,
    );
  }
  return { sizes, warnings };
}
