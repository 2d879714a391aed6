/** Puts metadata segments into an encoded JPEG. */
import { wrapIim } from './iim.ts';
import type { MetadataPayload } from './policy.ts';

const EXIF_PREFIX = Buffer.from('Exif\0\0', 'latin1');
const XMP_PREFIX = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP13 = 0xed;
/** A segment's length counts its own two bytes. */
const MAX_PAYLOAD = 65_533;

/** What is larger than a segment comes back in `left`, by name. */
export function embedInJpeg(
  jpeg: Buffer,
  payload: MetadataPayload,
): { readonly bytes: Buffer; readonly left: readonly (keyof MetadataPayload)[] } {
  const left: (keyof MetadataPayload)[] = [];
  const segments: Buffer[] = [];
  const add = (name: keyof MetadataPayload, marker: number, content: Buffer | null) => {
    if (content === null) return;
    if (content.length > MAX_PAYLOAD) left.push(name);
    else segments.push(segment(marker, content));
  };
  add('exif', APP1, payload.exif && Buffer.concat([EXIF_PREFIX, payload.exif]));
  add('xmp', APP1, payload.xmp && Buffer.concat([XMP_PREFIX, payload.xmp]));
  add('iim', APP13, payload.iim && wrapIim(payload.iim));
  // JFIF demands to be first; everything else may follow it in any order.
  const at = jpeg[3] === APP0 ? 4 + jpeg.readUInt16BE(4) : 2;
  return { bytes: Buffer.concat([jpeg.subarray(0, at), ...segments, jpeg.subarray(at)]), left };
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}
