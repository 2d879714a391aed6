/** Measures pictures embedded in an SVG as `data:` addresses, from their headers. */
import { EaselError } from '../../shared/errors.ts';
import { bufferReader } from './bytes.ts';
import { readGifHeader } from './headers/gif.ts';
import type { Header } from './headers/header.ts';
import { readJpegHeader } from './headers/jpeg.ts';
import { readPngHeader } from './headers/png.ts';
import { readWebpHeader } from './headers/webp.ts';
import { sniff } from './sniff.ts';

/** Null when the address holds no picture whose size can be told, a further SVG included. */
export function dataImagePixels(address: string): number | null {
  const comma = address.indexOf(',');
  if (comma < 0 || !/;\s*base64\s*$/i.test(address.slice(0, comma))) return null;
  const bytes = Buffer.from(address.slice(comma + 1), 'base64');
  const content = sniff(bytes);
  if (content?.kind !== 'source') return null;
  try {
    const header = headerOf(content.format, bytes);
    return header === null ? null : header.width * header.height;
  } catch (error) {
    if (error instanceof EaselError) return null;
    throw error;
  }
}

function headerOf(format: string, bytes: Buffer): Header | null {
  const reader = bufferReader(bytes);
  if (format === 'png') return readPngHeader(reader);
  if (format === 'jpeg') return readJpegHeader(reader);
  if (format === 'gif') return readGifHeader(reader);
  return format === 'webp' ? readWebpHeader(reader) : null;
}
