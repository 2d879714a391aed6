/** Finds the lowest quality at which a picture still looks like itself, by structural similarity. */
import sharp, { type Sharp } from 'sharp';
import { EaselError } from '../../shared/errors.ts';
import { encodePlain } from './encode-plain.ts';
import { type EncoderSettings, hasQuality, qualityOf } from './encoders.ts';
import type { Pixels } from './pixels.ts';
import { lumaOfRgb, type Plane, ssim } from './ssim.ts';

/** Encoder output, not yet sealed, with the similarity it reached. */
export interface SimilarEncoding {
  readonly bytes: Buffer;
  readonly quality: number | null;
  readonly similarity: number;
}

/** `least` is on luma, after transparency was laid on white. */
export async function encodeToSimilarity(
  pixels: Pixels,
  settings: EncoderSettings,
  least: number,
): Promise<SimilarEncoding> {
  const original = await luma(pixels.open());
  const attempt = async (chosen: EncoderSettings): Promise<SimilarEncoding> => {
    const bytes = await encodePlain(pixels, chosen);
    const similarity = ssim(original, await luma(sharp(bytes, { limitInputPixels: false })));
    return { bytes, quality: qualityOf(chosen), similarity };
  };
  if (!hasQuality(settings.format)) return orUnreachable(await attempt(settings), least);

  let best: SimilarEncoding | null = null;
  let low = 1;
  let high = 100;
  while (low <= high) {
    const quality = Math.floor((low + high) / 2);
    const encoding = await attempt({ ...settings, quality });
    if (encoding.similarity >= least) {
      best = encoding;
      high = quality - 1;
    } else {
      low = quality + 1;
    }
  }
  if (best !== null) return best;
  // Beyond quality 100 there is full colour resolution, and for some formats no loss at all.
  const finest = {
    ...settings,
    quality: 100,
    chroma: '4:4:4',
    lossless: settings.format !== 'jpeg',
  } as const;
  return orUnreachable(await attempt(finest), least);
}

function orUnreachable(encoding: SimilarEncoding, least: number): SimilarEncoding {
  if (encoding.similarity >= least) return encoding;
  throw new EaselError('TARGET_UNREACHABLE', {
    reason: `the best this format can do here is a similarity of ${encoding.similarity.toFixed(4)}, not ${least}`,
    best: encoding.similarity,
  });
}

async function luma(image: Sharp): Promise<Plane> {
  const { data, info } = await image
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return lumaOfRgb(data, info.width, info.height);
}
