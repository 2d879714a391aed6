/** Finds, filters and wraps IPTC IIM records. */

const PHOTOSHOP_HEADER = 'Photoshop 3.0\0';
const IIM_RESOURCE = 0x0404;
const APPLICATION_RECORD = 2;
/** Datasets of the application record. */
const BYLINE = 80;
const COPYRIGHT_NOTICE = 116;

/** The records themselves, given bare or inside Photoshop's image resource blocks. */
export function findIim(bytes: Buffer | undefined): Buffer | null {
  if (bytes === undefined) return null;
  let at =
    bytes.toString('latin1', 0, PHOTOSHOP_HEADER.length) === PHOTOSHOP_HEADER ? PHOTOSHOP_HEADER.length : 0;
  if (bytes[at] === 0x1c) return bytes.subarray(at);
  // Resource: '8BIM', id, Pascal name and data, both padded to an even length.
  while (at + 12 <= bytes.length && bytes.toString('latin1', at, at + 4) === '8BIM') {
    const name = (bytes[at + 6] ?? 0) + 1;
    const sizeAt = at + 6 + name + (name % 2);
    if (sizeAt + 4 > bytes.length) return null;
    const size = bytes.readUInt32BE(sizeAt);
    if (bytes.readUInt16BE(at + 4) === IIM_RESOURCE) return bytes.subarray(sizeAt + 4, sizeAt + 4 + size);
    at = sizeAt + 4 + size + (size % 2);
  }
  return null;
}

/** Drops credits that the recipe replaces, so that the record never contradicts EXIF and XMP. */
export function withoutCredits(
  iim: Buffer,
  drop: { readonly copyright: boolean; readonly creator: boolean },
): Buffer | null {
  const kept: Buffer[] = [];
  let at = 0;
  while (at + 5 <= iim.length && iim[at] === 0x1c) {
    const size = iim.readUInt16BE(at + 3);
    if (size > 0x7fff || at + 5 + size > iim.length) break;
    const dropped =
      iim[at + 1] === APPLICATION_RECORD &&
      ((drop.copyright && iim[at + 2] === COPYRIGHT_NOTICE) || (drop.creator && iim[at + 2] === BYLINE));
    if (!dropped) kept.push(iim.subarray(at, at + 5 + size));
    at += 5 + size;
  }
  return kept.length === 0 ? null : Buffer.concat(kept);
}

/** As JPEG wants it: one Photoshop resource. */
export function wrapIim(iim: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.write('8BIM', 0, 'latin1');
  head.writeUInt16BE(IIM_RESOURCE, 4);
  head.writeUInt32BE(iim.length, 8);
  return Buffer.concat([Buffer.from(PHOTOSHOP_HEADER, 'latin1'), head, iim, Buffer.alloc(iim.length % 2)]);
}
