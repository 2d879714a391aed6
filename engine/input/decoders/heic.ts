/** Decodes HEIC, whose codec the image library does not include. */
import { type Decoded, withoutAlpha } from './decoded.ts';

/** The major brands the decoder looks for; others of the family are read the same way. */
const KNOWN_BRANDS: ReadonlySet<string> = new Set(['mif1', 'msf1', 'heic', 'heix', 'hevc', 'hevx']);

export async function decodeHeic(
  file: Buffer,
  hasAlpha: boolean,
): Promise<Pick<Decoded, 'width' | 'height' | 'model' | 'hasAlpha' | 'bitsPerSample' | 'data'>> {
  const { default: decode } = await import('heic-decode');
  const known = KNOWN_BRANDS.has(file.toString('latin1', 8, 12));
  const { width, height, data } = await decode({ buffer: known ? file : withKnownBrand(file) });
  const rgba = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return {
    width,
    height,
    model: 'rgb',
    hasAlpha,
    bitsPerSample: 8,
    data: hasAlpha ? rgba : withoutAlpha(rgba),
  };
}

function withKnownBrand(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  copy.write('heic', 8, 'latin1');
  return copy;
}
