/** Reads captions from IPTC IIM, bare or inside Photoshop's image resource blocks. */
import { decodeText } from './exif.ts';
import { findResource, RESOURCE } from './photoshop-blocks.ts';

export interface IptcFields {
  readonly copyright: string | null;
  readonly byline: string | null;
  readonly credit: string | null;
  readonly source: string | null;
}

const PHOTOSHOP_HEADER = 'Photoshop 3.0\0';
const APPLICATION_RECORD = 2;

/** Null when there is no IIM, or nothing in it that can be read. */
export function parseIptc(bytes: Buffer | undefined): IptcFields | null {
  const iim = bytes === undefined ? null : findIim(bytes);
  if (iim === null) return null;
  const fields = new Map<number, string[]>();
  for (const { dataset, value } of datasets(iim)) {
    const list = fields.get(dataset) ?? [];
    list.push(value);
    fields.set(dataset, list);
  }
  if (fields.size === 0) return null;
  const joined = (dataset: number) => fields.get(dataset)?.join('; ') ?? null;
  return { byline: joined(80), credit: joined(110), source: joined(115), copyright: joined(116) };
}

function findIim(bytes: Buffer): Buffer | null {
  const named = bytes.toString('latin1', 0, PHOTOSHOP_HEADER.length) === PHOTOSHOP_HEADER;
  const blocks = named ? bytes.subarray(PHOTOSHOP_HEADER.length) : bytes;
  return blocks[0] === 0x1c ? blocks : findResource(blocks, RESOURCE.iptc);
}

function* datasets(iim: Buffer): Generator<{ dataset: number; value: string }> {
  let at = 0;
  while (at + 5 <= iim.length && iim[at] === 0x1c) {
    const size = iim.readUInt16BE(at + 3);
    // The top bit announces an extended length, used for embedded pictures only.
    if (size > 0x7fff || at + 5 + size > iim.length) return;
    const value = decodeText(iim.subarray(at + 5, at + 5 + size))
      .replaceAll('\0', '')
      .trim();
    if (iim[at + 1] === APPLICATION_RECORD && value !== '') yield { dataset: iim[at + 2] ?? 0, value };
    at += 5 + size;
  }
}
