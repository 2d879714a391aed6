/** Walks Photoshop image resource blocks: captions in JPEG and TIFF, and all metadata of a PSD file. */

export const RESOURCE = { iptc: 0x0404, icc: 0x040f, exif: 0x0422, xmp: 0x0424 } as const;

/** The data of the first block with this id. Stops quietly where the blocks stop making sense. */
export function findResource(blocks: Buffer, wanted: number): Buffer | null {
  let at = 0;
  // Each block: '8BIM', id, Pascal name and data, the last two padded to an even length.
  while (at + 12 <= blocks.length && blocks.toString('latin1', at, at + 4) === '8BIM') {
    const id = blocks.readUInt16BE(at + 4);
    const name = (blocks[at + 6] ?? 0) + 1;
    const sizeAt = at + 6 + name + (name % 2);
    if (sizeAt + 4 > blocks.length) return null;
    const size = blocks.readUInt32BE(sizeAt);
    if (id === wanted) return blocks.subarray(sizeAt + 4, sizeAt + 4 + size);
    at = sizeAt + 4 + size + (size % 2);
  }
  return null;
}
