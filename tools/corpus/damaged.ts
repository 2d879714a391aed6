/** Files that must be turned away, each with the reason a person would give. */
import { bmp, latin1, u32 } from './binary.ts';
import { type Draft, draft } from './corpus-file.ts';
import { seededRandom } from './random.ts';
import { paintScene } from './scene.ts';

const PDF = latin1(
  '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
const MP4 = Buffer.concat([
  u32(24, true),
  latin1('ftypmp42\0\0\0\0isommp42'),
  u32(16, true),
  latin1('mdatabcdefgh'),
]);
const HTML = Buffer.from(
  '<!DOCTYPE html>\n<html><head><title>404</title></head><body>Not found</body></html>\n',
);
const TEXT = Buffer.from('The quick brown fox jumps over the lazy dog.\nÄ second line.\n');
const ZIP = Buffer.concat([latin1('PK\x03\x04\x14\0\0\0'), Buffer.alloc(60, 1)]);

export async function damagedDrafts(seed: number): Promise<Draft[]> {
  const random = seededRandom(seed);
  const scene = await paintScene(random, 640, 480);
  const raw = await scene.clone().raw().toBuffer();
  const jpeg = await scene.clone().jpeg().toBuffer();
  const progressive = await scene.clone().jpeg({ progressive: true }).toBuffer();
  const png = await scene.clone().png().toBuffer();
  const webp = await scene.clone().webp({ effort: 1 }).toBuffer();
  const gif = await scene.clone().gif({ effort: 1 }).toBuffer();
  const tiff = await scene.clone().tiff({ compression: 'lzw' }).toBuffer();
  const avif = await scene.clone().resize(320).avif({ effort: 0 }).toBuffer();
  const bitmap = bmp(raw, 640, 480, { bits: 24 });
  const noise = Buffer.from(Array.from({ length: 5000 }, () => random.int(0, 255)));
  // A first byte that opens no format and no text.
  noise[0] = 0x05;
  const cut = (path: string, bytes: Buffer, share: number) =>
    draft(path, bytes.subarray(0, Math.floor(bytes.length * share)), 'INPUT_TRUNCATED');
  return [
    draft('empty.jpg', Buffer.alloc(0), 'INPUT_EMPTY'),
    draft('empty', Buffer.alloc(0), 'INPUT_EMPTY'),
    cut('cut-in-half.jpg', jpeg, 0.5),
    cut('cut-late.jpg', jpeg, 0.98),
    cut('cut-in-its-header.jpg', jpeg, 0.005),
    cut('cut-in-half-progressive.jpg', progressive, 0.5),
    draft('last-byte-missing.jpg', jpeg.subarray(0, -1), 'INPUT_TRUNCATED'),
    draft(
      'end-all-zeros.jpg',
      Buffer.concat([jpeg.subarray(0, 9000), Buffer.alloc(9000)]),
      'INPUT_TRUNCATED',
    ),
    cut('cut-in-half.png', png, 0.5),
    draft('last-chunk-missing.png', png.subarray(0, -12), 'INPUT_TRUNCATED'),
    cut('cut-in-half.webp', webp, 0.5),
    cut('cut-in-half.gif', gif, 0.5),
    cut('cut-in-half.tif', tiff, 0.5),
    cut('cut-in-half.avif', avif, 0.5),
    cut('cut-in-half.bmp', bitmap, 0.5),
    draft(
      'cut.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="4"'),
      'INPUT_TRUNCATED',
    ),
    { ...draft('altered-pixels.png', flipped(png, 0.6), 'INPUT_BROKEN'), foundBy: 'decode' },
    { ...draft('altered-pixels.avif', flipped(avif, 0.7), 'INPUT_BROKEN'), foundBy: 'decode' },
    draft('noise.jpg', noise, 'INPUT_BROKEN'),
    draft('zeros.png', Buffer.alloc(4096), 'INPUT_BROKEN'),
    draft('noise.bin', noise, 'INPUT_NOT_AN_IMAGE'),
    draft('png-named.jpg', png, 'INPUT_MISLABELLED'),
    draft('jpeg-named.png', jpeg, 'INPUT_MISLABELLED'),
    draft('webp-named.jpeg', webp, 'INPUT_MISLABELLED'),
    draft('avif-named.webp', avif, 'INPUT_MISLABELLED'),
    draft('jpeg-named.txt', jpeg, 'INPUT_MISLABELLED'),
    draft('text-named.jpg', TEXT, 'INPUT_MISLABELLED'),
    draft('page-named.jpg', HTML, 'INPUT_MISLABELLED'),
    draft('pdf-named.jpg', PDF, 'INPUT_MISLABELLED'),
    draft('film-named.png', MP4, 'INPUT_MISLABELLED'),
    draft('archive-named.tif', ZIP, 'INPUT_MISLABELLED'),
    draft('leaflet.pdf', PDF, 'INPUT_UNSUPPORTED'),
    draft('logo.ai', PDF, 'INPUT_UNSUPPORTED'),
    draft('logo.eps', latin1('%!PS-Adobe-3.0 EPSF-3.0\n'), 'INPUT_UNSUPPORTED'),
    draft(
      'IMG_0001.CR2',
      Buffer.concat([latin1('II*\0\x10\0\0\0CR\x02\0'), Buffer.alloc(500)]),
      'INPUT_UNSUPPORTED',
    ),
    draft('DSC_0002.NEF', tiff, 'INPUT_UNSUPPORTED'),
    draft('L1000003.DNG', tiff, 'INPUT_UNSUPPORTED'),
    draft(
      'IMG_0004.CR3',
      Buffer.concat([u32(24, true), latin1('ftypcrx \0\0\0\x01crx isom'), Buffer.alloc(99)]),
      'INPUT_UNSUPPORTED',
    ),
    draft(
      'DSCF0005.RAF',
      Buffer.concat([latin1('FUJIFILMCCD-RAW 0201'), Buffer.alloc(99)]),
      'INPUT_UNSUPPORTED',
    ),
    draft(
      'scan.jp2',
      Buffer.concat([latin1('\0\0\0\x0cjP  \r\n\x87\n'), Buffer.alloc(99)]),
      'INPUT_UNSUPPORTED',
    ),
    draft('layers.psb', Buffer.concat([latin1('8BPS\0\x02'), Buffer.alloc(99)]), 'INPUT_UNSUPPORTED'),
    draft('drawing.svgz', Buffer.concat([latin1('\x1f\x8b\x08'), Buffer.alloc(99)]), 'INPUT_UNSUPPORTED'),
    draft('MVI_0006.mp4', MP4, 'INPUT_NOT_AN_IMAGE'),
    draft('notes.txt', TEXT, 'INPUT_NOT_AN_IMAGE'),
    draft('report.docx', ZIP, 'INPUT_NOT_AN_IMAGE'),
    draft(
      '._IMG_0001.jpg',
      Buffer.concat([latin1('\0\x05\x16\x07\0\x02\0\0Mac OS X'), Buffer.alloc(99)]),
      'INPUT_NOT_AN_IMAGE',
    ),
    draft('.DS_Store', Buffer.concat([latin1('\0\0\0\x01Bud1'), Buffer.alloc(99)]), 'INPUT_NOT_AN_IMAGE'),
    draft(
      'Thumbs.db',
      Buffer.concat([latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), Buffer.alloc(99)]),
      'INPUT_NOT_AN_IMAGE',
    ),
  ];
}

/** One byte of the pixel data altered. */
function flipped(bytes: Buffer, share: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bytes.length * share);
  copy[at] = (copy[at] ?? 0) ^ 0x5a;
  return copy;
}
