/** Tells whether a file holds a picture and its colours, and not one byte about anything else. */
import type { SourceFormat } from '../../shared/engine.ts';
import { boxes } from './embed-avif.ts';

/** False whenever in doubt: unknown parts may hold anything. `profile` allows an ICC profile. */
export function isBare(format: SourceFormat, file: Buffer, allow: { readonly profile: boolean }): boolean {
  try {
    switch (format) {
      case 'jpeg':
        return isBareJpeg(file, allow.profile);
      case 'png':
        return isBarePng(file, allow.profile);
      case 'webp':
        return isBareWebp(file, allow.profile);
      case 'gif':
        return isBareGif(file);
      case 'avif':
        return isBareAvif(file, allow.profile);
      default:
        return false;
    }
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const SCAN_MARKERS = { start: 0xda, end: 0xd9 } as const;

function isBareJpeg(file: Buffer, profile: boolean): boolean {
  let at = 2;
  while (at + 4 <= file.length) {
    if (file[at] !== 0xff) return false;
    const marker = file.readUInt8(at + 1);
    if (marker === SCAN_MARKERS.end) return at + 2 === file.length;
    const size = file.readUInt16BE(at + 2);
    const name = file.toString('latin1', at + 4, at + 16);
    const isTable = (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdd);
    // JFIF without a thumbnail is 16 bytes; JFXX is a thumbnail.
    const isJfif = marker === 0xe0 && name.startsWith('JFIF\0') && size === 16;
    const isAdobe = marker === 0xee && name.startsWith('Adobe') && size === 14;
    const isProfile = marker === 0xe2 && name === 'ICC_PROFILE\0' && profile;
    if (!isTable && !isJfif && !isAdobe && !isProfile) return false;
    at += 2 + size;
    if (marker === SCAN_MARKERS.start) at = endOfScan(file, at);
  }
  return at + 2 === file.length && file[at] === 0xff && file[at + 1] === SCAN_MARKERS.end;
}

/** Stuffed bytes and restart markers belong to the scan. */
function endOfScan(file: Buffer, from: number): number {
  let at = from;
  for (;;) {
    at = file.indexOf(0xff, at);
    if (at < 0) return file.length;
    const next = file[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
    at += next === 0xff ? 1 : 2;
  }
}

const PNG_PARTS: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB cICP sBIT bKGD pHYs'.split(' '),
);

function isBarePng(file: Buffer, profile: boolean): boolean {
  let at = 8;
  let type = '';
  while (at + 12 <= file.length && type !== 'IEND') {
    type = file.toString('latin1', at + 4, at + 8);
    if (!PNG_PARTS.has(type) && !(profile && type === 'iCCP')) return false;
    at += 12 + file.readUInt32BE(at);
  }
  return type === 'IEND' && at === file.length;
}

const WEBP_PARTS: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);

function isBareWebp(file: Buffer, profile: boolean): boolean {
  let at = 12;
  while (at + 8 <= file.length) {
    const type = file.toString('latin1', at, at + 4);
    if (!WEBP_PARTS.has(type) && !(profile && type === 'ICCP')) return false;
    const size = file.readUInt32LE(at + 4);
    at += 8 + size + (size % 2);
  }
  return at === file.length && file.readUInt32LE(4) + 8 === file.length;
}

const LOOP_EXTENSIONS: readonly string[] = ['NETSCAPE2.0', 'ANIMEXTS1.0'];

function isBareGif(file: Buffer): boolean {
  const screen = file.readUInt8(10);
  let at = 13 + (screen & 0x80 ? 3 << ((screen & 7) + 1) : 0);
  for (;;) {
    const block = file.readUInt8(at);
    if (block === 0x3b) return at + 1 === file.length;
    if (block === 0x2c) {
      const flags = file.readUInt8(at + 9);
      at = skipSubBlocks(file, at + 11 + (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0));
    } else if (block === 0x21) {
      const label = file.readUInt8(at + 1);
      const isLoop = label === 0xff && LOOP_EXTENSIONS.includes(file.toString('latin1', at + 3, at + 14));
      if (label !== 0xf9 && !isLoop) return false;
      at = skipSubBlocks(file, at + 2);
    } else {
      return false;
    }
  }
}

function skipSubBlocks(file: Buffer, from: number): number {
  let at = from;
  for (let size = file.readUInt8(at); size > 0; size = file.readUInt8(at)) at += 1 + size;
  return at + 1;
}

const AVIF_BOXES: ReadonlySet<string> = new Set(['ftyp', 'meta', 'mdat']);
const AVIF_META: ReadonlySet<string> = new Set(['hdlr', 'pitm', 'iloc', 'iinf', 'iref', 'iprp']);
const AVIF_ITEMS: ReadonlySet<string> = new Set(['av01', 'grid']);

function isBareAvif(file: Buffer, profile: boolean): boolean {
  const top = boxes(file, 0, file.length);
  const last = top.at(-1);
  const meta = top.find((box) => box.type === 'meta');
  if (!meta || !last || last.at + last.size !== file.length) return false;
  if (top.some((box) => !AVIF_BOXES.has(box.type))) return false;
  const inside = boxes(file, meta.at + 12, meta.at + meta.size);
  if (inside.some((box) => !AVIF_META.has(box.type))) return false;
  const infos = inside
    .filter((box) => box.type === 'iinf')
    .flatMap((box) => boxes(file, box.at + 14, box.at + box.size));
  const isPicture = infos.every((info) =>
    AVIF_ITEMS.has(file.toString('latin1', info.at + 16, info.at + 20)),
  );
  const properties = inside
    .filter((box) => box.type === 'iprp')
    .flatMap((box) => boxes(file, box.at + 8, box.at + box.size))
    .filter((box) => box.type === 'ipco')
    .flatMap((box) => boxes(file, box.at + 8, box.at + box.size));
  const hasProfile = properties.some(
    (box) => box.type === 'colr' && file.toString('latin1', box.at + 8, box.at + 12) !== 'nclx',
  );
  return infos.length > 0 && isPicture && (profile || !hasProfile);
}
