/** Puts metadata chunks into an encoded PNG. */
import { crc32, deflateSync } from 'node:zlib';
import type { MetadataPayload } from './policy.ts';

const SIGNATURE_BYTES = 8;
const HEADER_CHUNK_BYTES = 25;
/** Keyword, NUL, not compressed (two bytes), no language, no translated keyword. */
const XMP_PREFIX = Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1');

export function embedInPng(png: Buffer, payload: MetadataPayload): Buffer {
  const chunks: Buffer[] = [];
  if (payload.exif) chunks.push(pngChunk('eXIf', payload.exif));
  if (payload.xmp) chunks.push(pngChunk('iTXt', Buffer.concat([XMP_PREFIX, payload.xmp])));
  const at = firstImageData(png);
  return Buffer.concat([png.subarray(0, at), ...chunks, png.subarray(at)]);
}

/** A colour profile, right behind the header, for pixels that were encoded without theirs. */
export function withPngProfile(png: Buffer, icc: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from('ICC profile\0\0', 'latin1'), deflateSync(icc)]);
  const at = SIGNATURE_BYTES + HEADER_CHUNK_BYTES;
  return Buffer.concat([png.subarray(0, at), pngChunk('iCCP', content), png.subarray(at)]);
}

export function pngChunk(type: string, content: Buffer): Buffer {
  const chunk = Buffer.alloc(content.length + 12);
  chunk.writeUInt32BE(content.length, 0);
  chunk.write(type, 4, 'latin1');
  content.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + content.length)), 8 + content.length);
  return chunk;
}

function firstImageData(png: Buffer): number {
  let at = SIGNATURE_BYTES;
  while (at + 8 <= png.length && png.toString('latin1', at + 4, at + 8) !== 'IDAT') {
    at += 12 + png.readUInt32BE(at);
  }
  return at;
}
