/** Puts metadata chunks into an encoded WebP. */
import type { MetadataPayload } from './policy.ts';

const RIFF_HEADER_BYTES = 12;
const FLAG_ALPHA = 0x10;
const FLAG_EXIF = 0x08;
const FLAG_XMP = 0x04;

/** Files without a colour profile or frames come in a short form that has no room for metadata: it is extended. */
export function embedInWebp(
  webp: Buffer,
  payload: MetadataPayload,
  size: { readonly width: number; readonly height: number },
): Buffer {
  const flags = (payload.exif ? FLAG_EXIF : 0) | (payload.xmp ? FLAG_XMP : 0);
  const body = Buffer.from(webp.subarray(RIFF_HEADER_BYTES));
  const parts: Buffer[] = [];
  if (body.toString('latin1', 0, 4) === 'VP8X') {
    body.writeUInt8(body.readUInt8(8) | flags, 8);
  } else {
    const extended = Buffer.alloc(10);
    extended.writeUInt8(flags | (hasAlpha(body) ? FLAG_ALPHA : 0), 0);
    extended.writeUIntLE(size.width - 1, 4, 3);
    extended.writeUIntLE(size.height - 1, 7, 3);
    parts.push(riffChunk('VP8X', extended));
  }
  parts.push(body);
  if (payload.exif) parts.push(riffChunk('EXIF', payload.exif));
  if (payload.xmp) parts.push(riffChunk('XMP ', payload.xmp));
  const head = Buffer.from(webp.subarray(0, RIFF_HEADER_BYTES));
  const result = Buffer.concat([head, ...parts]);
  result.writeUInt32LE(result.length - 8, 4);
  return result;
}

/** In the short form only the lossless codec has alpha; bit 28 after its signature byte says so. */
function hasAlpha(body: Buffer): boolean {
  return body.toString('latin1', 0, 4) === 'VP8L' && (body.readUInt32LE(9) & 0x1000_0000) !== 0;
}

function riffChunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}
