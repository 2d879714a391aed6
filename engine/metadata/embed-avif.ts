/** Puts metadata items into an encoded AVIF, by extending the item tables that its encoder wrote. */
import type { MetadataPayload } from './policy.ts';

interface Box {
  readonly type: string;
  readonly at: number;
  readonly size: number;
}

interface NewItem {
  readonly id: number;
  readonly info: Buffer;
  readonly content: Buffer;
}

/** Of a hidden item: it describes the picture and is none itself. */
const HIDDEN = 1;
const FULL_BOX_HEADER = 12;
const BOX_HEADER = 8;

/**
 * Item contents go into a new `mdat` at the end. The tables grow, so everything behind them moves by `growth`, and
 * every location in the file is raised by it.
 */
export function embedInAvif(avif: Buffer, payload: MetadataPayload): Buffer {
  const meta = find(boxes(avif, 0, avif.length), 'meta');
  const inside = boxes(avif, meta.at + FULL_BOX_HEADER, meta.at + meta.size);
  const primary = avif.readUInt16BE(find(inside, 'pitm').at + FULL_BOX_HEADER);
  const items = newItems(payload, highestId(avif, find(inside, 'iinf')) + 1);
  if (items.length === 0) return avif;

  const info = withInfo(avif, find(inside, 'iinf'), items);
  const references = withReferences(
    avif,
    inside.find((box) => box.type === 'iref'),
    items,
    primary,
  );
  // Sizes are known before locations are: a first pass with zero growth gives them.
  const assemble = (growth: number) => {
    const locations = withLocations(
      avif,
      find(inside, 'iloc'),
      items,
      growth,
      avif.length + growth + BOX_HEADER,
    );
    const replaced = new Map([
      ['iloc', locations],
      ['iinf', info],
      ['iref', references],
    ]);
    const parts = inside.map((box) => replaced.get(box.type) ?? slice(avif, box));
    if (!inside.some((box) => box.type === 'iref')) parts.push(references);
    const head = avif.subarray(meta.at + BOX_HEADER, meta.at + FULL_BOX_HEADER);
    return box('meta', Buffer.concat([head, ...parts]));
  };
  const growth = assemble(0).length - meta.size;
  return Buffer.concat([
    avif.subarray(0, meta.at),
    assemble(growth),
    avif.subarray(meta.at + meta.size),
    box('mdat', Buffer.concat(items.map((item) => item.content))),
  ]);
}

function newItems(payload: MetadataPayload, firstId: number): NewItem[] {
  const items: NewItem[] = [];
  const add = (kind: string, suffix: string, content: Buffer) => {
    const id = firstId + items.length;
    const fields = Buffer.alloc(4);
    fields.writeUInt16BE(id, 0);
    items.push({
      id,
      info: fullBox('infe', 2, HIDDEN, Buffer.concat([fields, Buffer.from(kind + suffix, 'latin1')])),
      content,
    });
  };
  // The four bytes say how far into the item the TIFF structure begins.
  if (payload.exif) add('Exif', '\0', Buffer.concat([Buffer.alloc(4), payload.exif]));
  if (payload.xmp) add('mime', '\0application/rdf+xml\0', payload.xmp);
  return items;
}

function highestId(avif: Buffer, iinf: Box): number {
  const entries = boxes(avif, iinf.at + FULL_BOX_HEADER + 2, iinf.at + iinf.size);
  return Math.max(...entries.map((entry) => avif.readUInt16BE(entry.at + FULL_BOX_HEADER)));
}

function withInfo(avif: Buffer, iinf: Box, items: readonly NewItem[]): Buffer {
  const old = slice(avif, iinf).subarray(BOX_HEADER);
  const body = Buffer.concat([old, ...items.map((item) => item.info)]);
  body.writeUInt16BE(old.readUInt16BE(4) + items.length, 4);
  return box('iinf', body);
}

/** `cdsc`: the new item describes the primary picture. */
function withReferences(
  avif: Buffer,
  iref: Box | undefined,
  items: readonly NewItem[],
  primary: number,
): Buffer {
  const old = iref === undefined ? Buffer.alloc(4) : slice(avif, iref).subarray(BOX_HEADER);
  const added = items.map((item) => {
    const fields = Buffer.alloc(6);
    fields.writeUInt16BE(item.id, 0);
    fields.writeUInt16BE(1, 2);
    fields.writeUInt16BE(primary, 4);
    return box('cdsc', fields);
  });
  return box('iref', Buffer.concat([old, ...added]));
}

/** Rewrites the location table in its one common layout: version 0, four-byte offsets and lengths, one extent each. */
function withLocations(
  avif: Buffer,
  iloc: Box,
  items: readonly NewItem[],
  growth: number,
  contentAt: number,
): Buffer {
  const body = slice(avif, iloc).subarray(BOX_HEADER);
  const version = body.readUInt8(0);
  const sizes = body.readUInt16BE(4);
  const baseBytes = (sizes >> 4) & 0xf;
  if (version !== 0 || sizes >> 8 !== 0x44 || (baseBytes !== 0 && baseBytes !== 4)) {
    throw new Error(`unexpected AVIF item location layout ${version}/${sizes.toString(16)}`);
  }
  const count = body.readUInt16BE(6);
  const result = Buffer.from(body);
  let at = 8;
  for (let i = 0; i < count; i++) {
    const base = baseBytes === 4 ? body.readUInt32BE(at + 4) : 0;
    // Either the base carries the position and extents are relative to it, or the base is zero.
    if (base > 0) result.writeUInt32BE(base + growth, at + 4);
    at += 4 + baseBytes;
    const extents = body.readUInt16BE(at);
    at += 2;
    for (let extent = 0; extent < extents; extent++, at += 8) {
      if (base === 0) result.writeUInt32BE(body.readUInt32BE(at) + growth, at);
    }
  }
  let next = contentAt;
  const added = items.map((item) => {
    const entry = Buffer.alloc(4 + baseBytes + 10);
    entry.writeUInt16BE(item.id, 0);
    entry.writeUInt16BE(1, 4 + baseBytes);
    entry.writeUInt32BE(next, 6 + baseBytes);
    entry.writeUInt32BE(item.content.length, 10 + baseBytes);
    next += item.content.length;
    return entry;
  });
  result.writeUInt16BE(count + items.length, 6);
  return box('iloc', Buffer.concat([result.subarray(0, at), ...added]));
}

export function boxes(bytes: Buffer, from: number, to: number): Box[] {
  const found: Box[] = [];
  for (let at = from; at + BOX_HEADER <= to; ) {
    const stated = bytes.readUInt32BE(at);
    const size = stated === 0 ? to - at : stated;
    if (size < BOX_HEADER || at + size > to) break;
    found.push({ type: bytes.toString('latin1', at + 4, at + 8), at, size });
    at += size;
  }
  return found;
}

function find(list: readonly Box[], type: string): Box {
  const found = list.find((box) => box.type === type);
  if (found === undefined) throw new Error(`AVIF without ${type}`);
  return found;
}

function slice(bytes: Buffer, { at, size }: Box): Buffer {
  return bytes.subarray(at, at + size);
}

function box(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(BOX_HEADER);
  head.writeUInt32BE(BOX_HEADER + body.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function fullBox(type: string, version: number, flags: number, body: Buffer): Buffer {
  return box(type, Buffer.concat([Buffer.from([version, 0, 0, flags]), body]));
}
