/** Tells what a file holds from its first bytes, whatever its name says. */
import type { SourceFormat } from '../../shared/engine.ts';

export type Content =
  | { readonly kind: 'source'; readonly format: SourceFormat }
  /** A picture in a format Easel cannot read. */
  | { readonly kind: 'unsupported'; readonly name: string }
  /** Something that is no picture. */
  | { readonly kind: 'foreign'; readonly name: string };

/** How much of a file is needed at most. */
export const SNIFF_BYTES = 64 * 1024;

interface Signature {
  readonly at: number;
  /** Latin-1, so that each character is one byte. */
  readonly magic: string;
  readonly content: Content;
}

const SIGNATURES: readonly Signature[] = [
  sourceAt(0, '\x89PNG\r\n\x1a\n', 'png'),
  sourceAt(0, 'GIF87a', 'gif'),
  sourceAt(0, 'GIF89a', 'gif'),
  unsupportedAt(8, 'CR\x02', 'Canon raw (CR2)'),
  sourceAt(0, 'II*\0', 'tiff'),
  sourceAt(0, 'MM\0*', 'tiff'),
  sourceAt(0, 'II+\0\x08\0\0\0', 'tiff'),
  sourceAt(0, 'MM\0+\0\x08\0\0', 'tiff'),
  sourceAt(0, '8BPS\0\x01', 'psd'),
  unsupportedAt(0, '8BPS\0\x02', 'large Photoshop (PSB)'),
  sourceAt(0, '\xff\x0a', 'jxl'),
  sourceAt(0, '\0\0\0\x0cJXL \r\n\x87\n', 'jxl'),
  unsupportedAt(0, '\0\0\0\x0cjP  \r\n\x87\n', 'JPEG 2000'),
  unsupportedAt(0, '\xff\x4f\xff\x51', 'JPEG 2000'),
  unsupportedAt(0, 'II\xbc\x01', 'JPEG XR'),
  unsupportedAt(0, 'IIRO', 'Olympus raw (ORF)'),
  unsupportedAt(0, 'IIRS', 'Olympus raw (ORF)'),
  unsupportedAt(0, 'MMOR', 'Olympus raw (ORF)'),
  unsupportedAt(0, 'IIU\0', 'Panasonic raw (RW2)'),
  unsupportedAt(0, 'FUJIFILMCCD-RAW', 'Fujifilm raw (RAF)'),
  unsupportedAt(0, 'FOVb', 'Sigma raw (X3F)'),
  unsupportedAt(0, '\0MRM', 'Minolta raw (MRW)'),
  unsupportedAt(6, 'HEAPCCDR', 'Canon raw (CRW)'),
  unsupportedAt(0, '%PDF-', 'PDF'),
  unsupportedAt(0, '%!PS', 'PostScript'),
  unsupportedAt(0, '\xc5\xd0\xd3\xc6', 'EPS'),
  unsupportedAt(0, '\x76\x2f\x31\x01', 'OpenEXR'),
  unsupportedAt(0, '#?RADIANCE', 'Radiance HDR'),
  unsupportedAt(0, 'DDS ', 'DDS'),
  unsupportedAt(0, 'qoif', 'QOI'),
  unsupportedAt(0, 'gimp xcf', 'GIMP (XCF)'),
  unsupportedAt(0, 'BPG\xfb', 'BPG'),
  unsupportedAt(0, 'icns', 'macOS icon (ICNS)'),
  unsupportedAt(0, 'AT&TFORM', 'DjVu'),
  unsupportedAt(0, 'SIMPLE  =', 'FITS'),
  unsupportedAt(128, 'DICM', 'DICOM'),
  unsupportedAt(40, ' EMF', 'EMF'),
  unsupportedAt(0, '\xd7\xcd\xc6\x9a', 'WMF'),
  foreignAt(0, 'PK\x03\x04', 'an archive or a document'),
  foreignAt(0, 'PK\x05\x06', 'an archive'),
  foreignAt(0, '\x1f\x8b', 'an archive'),
  foreignAt(0, '7z\xbc\xaf\x27\x1c', 'an archive'),
  foreignAt(0, 'Rar!\x1a\x07', 'an archive'),
  foreignAt(0, 'BZh', 'an archive'),
  foreignAt(0, '\xfd7zXZ\0', 'an archive'),
  foreignAt(257, 'ustar', 'an archive'),
  foreignAt(0, '\x1aE\xdf\xa3', 'a video'),
  foreignAt(0, 'FLV\x01', 'a video'),
  foreignAt(0, '\0\0\x01\xba', 'a video'),
  foreignAt(0, 'ID3', 'sound'),
  foreignAt(0, 'fLaC', 'sound'),
  foreignAt(0, 'OggS', 'sound'),
  foreignAt(0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'a document'),
  foreignAt(0, '\x7fELF', 'a program'),
  foreignAt(0, 'MZ', 'a program'),
  foreignAt(0, 'SQLite format 3\0', 'a database'),
  foreignAt(0, '\0\x05\x16\x07', 'a macOS resource file'),
  foreignAt(0, '\0\x05\x16\x00', 'a macOS resource file'),
];

/** Brands of ISO media files, longest family first. */
const AVIF_BRANDS: ReadonlySet<string> = new Set(['avif', 'avis']);
const HEIC_BRANDS: ReadonlySet<string> = new Set(
  'heic heix heim heis hevc hevx hevm hevs mif1 msf1 mif2'.split(' '),
);

/** DIB header sizes that exist, used because the two letters `BM` alone also begin English words. */
const DIB_HEADERS: ReadonlySet<number> = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

/** `head` is the start of the file, {@link SNIFF_BYTES} or all of it. Null when nothing is recognised. */
export function sniff(head: Buffer): Content | null {
  if (startsWith(head, 0, '\xff\xd8\xff')) {
    return head[3] === 0xf7 ? { kind: 'unsupported', name: 'JPEG-LS' } : { kind: 'source', format: 'jpeg' };
  }
  if (startsWith(head, 0, 'RIFF')) return riff(head);
  if (startsWith(head, 4, 'ftyp')) return isoMedia(head);
  if (startsWith(head, 0, 'BM') && head.length >= 18 && DIB_HEADERS.has(head.readUInt32LE(14))) {
    return { kind: 'source', format: 'bmp' };
  }
  if (head.length >= 22 && head.readUInt16LE(0) === 0 && head[3] === 0 && head[9] === 0) {
    const count = head.readUInt16LE(4);
    if (head[2] === 1 && count > 0 && count <= 256) return { kind: 'source', format: 'ico' };
    if (head[2] === 2 && count > 0 && count <= 256) {
      return { kind: 'unsupported', name: 'Windows cursor (CUR)' };
    }
  }
  for (const { at, magic, content } of SIGNATURES) if (startsWith(head, at, magic)) return content;
  if (/^P[1-7]\s/.test(head.toString('latin1', 0, 3))) return { kind: 'unsupported', name: 'Netpbm' };
  if (startsWith(head, 4, 'moov') || startsWith(head, 4, 'mdat') || startsWith(head, 4, 'wide')) {
    return { kind: 'foreign', name: 'a video' };
  }
  return markup(head);
}

function riff(head: Buffer): Content | null {
  const form = head.toString('latin1', 8, 12);
  if (form === 'WEBP') return { kind: 'source', format: 'webp' };
  if (form === 'AVI ') return { kind: 'foreign', name: 'a video' };
  if (form === 'WAVE') return { kind: 'foreign', name: 'sound' };
  return form.startsWith('CDR') ? { kind: 'unsupported', name: 'CorelDRAW (CDR)' } : null;
}

function isoMedia(head: Buffer): Content {
  const size = Math.min(head.readUInt32BE(0), head.length, 512);
  const brands = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= size; at += 4) brands.push(head.toString('latin1', at, at + 4));
  const major = brands[0] ?? '';
  if (major === 'crx ') return { kind: 'unsupported', name: 'Canon raw (CR3)' };
  if (AVIF_BRANDS.has(major)) return { kind: 'source', format: 'avif' };
  if (HEIC_BRANDS.has(major)) {
    const avif = (major === 'mif1' || major === 'msf1') && brands.some((brand) => AVIF_BRANDS.has(brand));
    return { kind: 'source', format: avif ? 'avif' : 'heic' };
  }
  return { kind: 'foreign', name: 'a video' };
}

/** Text of any kind: the root element decides between a drawing, a web page and data. */
function markup(head: Buffer): Content | null {
  const wide = startsWith(head, 0, '\xff\xfe') || startsWith(head, 0, '\xfe\xff');
  const text = head.toString('utf8').replace(/^\uFEFF/, '');
  const root = rootElement(text);
  if (root !== null && /^<(?:[\w.-]+:)?svg[\s>/]/.test(root)) return { kind: 'source', format: 'svg' };
  if (root !== null && /^<(?:!doctype html|html|head|body|script)\b/i.test(root)) {
    return { kind: 'foreign', name: 'a web page' };
  }
  if (wide) return { kind: 'foreign', name: 'text' };
  // Control characters other than tab, line feed, form feed and carriage return do not occur in text.
  const sample = text.slice(0, 4096);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/.test(sample) || sample.slice(0, -1).includes('\uFFFD')) return null;
  if (sample.trim() === '') return { kind: 'foreign', name: 'text' };
  return { kind: 'foreign', name: root === null ? 'text' : 'XML data' };
}

/** The text from the first element on, past declarations, comments and a document type. */
function rootElement(text: string): string | null {
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] ?? '')) at++;
    if (text.startsWith('<?', at)) at = after(text, '?>', at);
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at);
    else if (/^<!doctype\s+html/i.test(text.slice(at, at + 32))) return text.slice(at, at + 64);
    else if (text.startsWith('<!', at)) at = afterDoctype(text, at);
    else break;
  }
  return /^<[a-zA-Z_]/.test(text.slice(at, at + 2)) ? text.slice(at, at + 64) : null;
}

function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + end.length;
}

function afterDoctype(text: string, from: number): number {
  const subset = text.indexOf('[', from);
  const close = text.indexOf('>', from);
  if (close < 0) return text.length;
  return subset >= 0 && subset < close ? after(text, '>', after(text, ']', subset)) : close + 1;
}

function startsWith(head: Buffer, at: number, magic: string): boolean {
  return head.length >= at + magic.length && head.toString('latin1', at, at + magic.length) === magic;
}

function sourceAt(at: number, magic: string, format: SourceFormat): Signature {
  return { at, magic, content: { kind: 'source', format } };
}

function unsupportedAt(at: number, magic: string, name: string): Signature {
  return { at, magic, content: { kind: 'unsupported', name } };
}

function foreignAt(at: number, magic: string, name: string): Signature {
  return { at, magic, content: { kind: 'foreign', name } };
}
