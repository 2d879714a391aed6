/** What a file's ending promises: a format Easel reads, a picture it cannot read, or something else. */
import type { SourceFormat } from '../../shared/engine.ts';
import { formatsOfEnding } from '../../shared/source-endings.ts';

export type NamedKind =
  | { readonly kind: 'source'; readonly formats: readonly SourceFormat[]; readonly name: string }
  | { readonly kind: 'unsupported'; readonly name: string; readonly tiffBased: boolean }
  | { readonly kind: 'foreign'; readonly name: string };

export const FORMAT_NAMES: Readonly<Record<SourceFormat, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
  tiff: 'TIFF',
  svg: 'SVG',
  heic: 'HEIC',
  jxl: 'JPEG XL',
  psd: 'Photoshop (PSD)',
  bmp: 'BMP',
  ico: 'ICO',
};

/** Camera raw families whose container is TIFF: their content alone looks like a TIFF file. */
const TIFF_RAW_ENDINGS: Readonly<Record<string, string>> = {
  '3fr': 'Hasselblad raw (3FR)',
  arw: 'Sony raw (ARW)',
  cr2: 'Canon raw (CR2)',
  dcr: 'Kodak raw (DCR)',
  dng: 'Adobe raw (DNG)',
  erf: 'Epson raw (ERF)',
  fff: 'Hasselblad raw (FFF)',
  iiq: 'Phase One raw (IIQ)',
  kdc: 'Kodak raw (KDC)',
  mef: 'Mamiya raw (MEF)',
  mos: 'Leaf raw (MOS)',
  nef: 'Nikon raw (NEF)',
  nrw: 'Nikon raw (NRW)',
  orf: 'Olympus raw (ORF)',
  pef: 'Pentax raw (PEF)',
  rw2: 'Panasonic raw (RW2)',
  rwl: 'Leica raw (RWL)',
  sr2: 'Sony raw (SR2)',
  srf: 'Sony raw (SRF)',
  srw: 'Samsung raw (SRW)',
};

const UNSUPPORTED_ENDINGS: Readonly<Record<string, string>> = {
  ai: 'Illustrator (AI)',
  afphoto: 'Affinity Photo',
  bpg: 'BPG',
  cdr: 'CorelDRAW (CDR)',
  cr3: 'Canon raw (CR3)',
  crw: 'Canon raw (CRW)',
  cur: 'Windows cursor (CUR)',
  dcm: 'DICOM',
  dds: 'DDS',
  djvu: 'DjVu',
  emf: 'EMF',
  eps: 'EPS',
  exr: 'OpenEXR',
  fig: 'Figma',
  fits: 'FITS',
  hdr: 'Radiance HDR',
  icns: 'macOS icon (ICNS)',
  indd: 'InDesign (INDD)',
  j2k: 'JPEG 2000',
  jp2: 'JPEG 2000',
  jpf: 'JPEG 2000',
  jpx: 'JPEG 2000',
  jxr: 'JPEG XR',
  mrw: 'Minolta raw (MRW)',
  pbm: 'Netpbm',
  pcx: 'PCX',
  pdf: 'PDF',
  pgm: 'Netpbm',
  pnm: 'Netpbm',
  ppm: 'Netpbm',
  ps: 'PostScript',
  psb: 'large Photoshop (PSB)',
  qoi: 'QOI',
  raf: 'Fujifilm raw (RAF)',
  raw: 'camera raw',
  sketch: 'Sketch',
  svgz: 'compressed SVG (SVGZ)',
  tga: 'Targa (TGA)',
  wdp: 'JPEG XR',
  wmf: 'WMF',
  x3f: 'Sigma raw (X3F)',
  xcf: 'GIMP (XCF)',
};

/** Endings common beside photos; any ending not named in this file leaves the decision to the content. */
const FOREIGN_ENDINGS: Readonly<Record<string, string>> = {
  aae: 'a list of edits',
  avi: 'a video',
  csv: 'a table',
  db: 'a database',
  doc: 'a document',
  docx: 'a document',
  gz: 'an archive',
  htm: 'a web page',
  html: 'a web page',
  ini: 'settings',
  js: 'a program',
  json: 'data',
  log: 'text',
  m4v: 'a video',
  md: 'text',
  mkv: 'a video',
  mov: 'a video',
  mp3: 'sound',
  mp4: 'a video',
  mpg: 'a video',
  txt: 'text',
  wav: 'sound',
  webm: 'a video',
  xls: 'a table',
  xlsx: 'a table',
  xml: 'data',
  xmp: 'metadata',
  zip: 'an archive',
};

/** Null for an ending that promises nothing. */
export function kindOfEnding(ending: string): NamedKind | null {
  const formats = formatsOfEnding(ending);
  if (formats !== undefined) {
    return { kind: 'source', formats, name: FORMAT_NAMES[formats[0] ?? 'jpeg'] };
  }
  const raw = lookup(TIFF_RAW_ENDINGS, ending);
  if (raw !== undefined) return { kind: 'unsupported', name: raw, tiffBased: true };
  const unsupported = lookup(UNSUPPORTED_ENDINGS, ending);
  if (unsupported !== undefined) return { kind: 'unsupported', name: unsupported, tiffBased: false };
  const foreign = lookup(FOREIGN_ENDINGS, ending);
  return foreign === undefined ? null : { kind: 'foreign', name: foreign };
}

/** Endings such as `constructor` must not find what objects inherit. */
function lookup<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
