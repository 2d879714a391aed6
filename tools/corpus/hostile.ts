/** Small files that ask for enormous work. */
import { deflateSync } from 'node:zlib';
import { blackPng, bmp, dotGif, latin1, pagedTiff, pngChunk, u16, u32 } from './binary.ts';
import { type Draft, draft } from './corpus-file.ts';
import { seededRandom } from './random.ts';
import { paintScene } from './scene.ts';

const SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';

export async function hostileDrafts(): Promise<Draft[]> {
  const scene = await paintScene(seededRandom(1), 64, 48);
  const raw = await scene.clone().raw().toBuffer();
  const jpeg = await scene.clone().jpeg().toBuffer();
  const webp = await scene.clone().webp({ lossless: true }).toBuffer();
  const avif = await scene.clone().avif({ effort: 0 }).toBuffer();
  const wideBmp = bmp(raw, 64, 48, { bits: 24 });
  wideBmp.writeInt32LE(30_000, 18);
  wideBmp.writeInt32LE(30_000, 22);
  return [
    draft('30000x30000.png', blackPng(30_000, 30_000), 'INPUT_TOO_MANY_PIXELS'),
    draft('64250x64250.gif', dotGif(64_250, 64_250, 1), 'INPUT_TOO_MANY_PIXELS'),
    draft('65500x65500.jpg', resizedJpeg(jpeg, 65_500), 'INPUT_TOO_MANY_PIXELS'),
    draft('16383x16383.webp', resizedWebp(webp, 16_383), 'INPUT_TOO_MANY_PIXELS'),
    draft('60000x60000.avif', resizedAvif(avif, 60_000), 'INPUT_TOO_MANY_PIXELS'),
    draft('30000x30000.bmp', wideBmp, 'INPUT_TOO_MANY_PIXELS'),
    draft('29000x29000.psd', emptyPsd(29_000), 'INPUT_TOO_MANY_PIXELS'),
    draft('1073741824x1073741824.jxl', hugeJxl(), 'INPUT_TOO_MANY_PIXELS'),
    draft('20000-frames.gif', dotGif(8, 8, 20_000), 'INPUT_TOO_MANY_PAGES'),
    draft('400-frames-of-4-megapixels.gif', dotGif(2000, 2000, 400), 'INPUT_TOO_MANY_PIXELS'),
    draft('10000-pages.tif', pagedTiff(10_000), 'INPUT_TOO_MANY_PAGES'),
    draft('pages-in-a-circle.tif', pagedTiff(40, { loop: true }), 'INPUT_BROKEN'),
    draft('use-12-to-the-7th.svg', nestedUse(12, 7), 'INPUT_TOO_COMPLEX'),
    draft(
      'use-in-a-circle.svg',
      svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
      'INPUT_TOO_COMPLEX',
    ),
    draft(
      'nested-100000.svg',
      svg('<g>'.repeat(100_000) + '</g>'.repeat(100_000), 100, 100),
      'INPUT_TOO_COMPLEX',
    ),
    draft('entities.svg', entityBomb(), 'INPUT_TOO_COMPLEX'),
    draft(
      '100000x100000.svg',
      svg('<rect width="9" height="9"/>', 100_000, 100_000),
      'INPUT_TOO_MANY_PIXELS',
    ),
    draft('two-megabytes.svg', svg('<path d="M0 0L9 9"/>'.repeat(100_000)), 'INPUT_TOO_LARGE'),
    draft('picture-inside.svg', svg(embedded(blackPng(20_000, 20_000))), 'INPUT_TOO_COMPLEX'),
    draft('drawing-inside.svg', svg(embeddedSvg()), 'INPUT_TOO_COMPLEX'),
    draft(
      'reads-other-files.svg',
      svg('<image href="file:///etc/passwd" width="9" height="9"/>'),
      'INPUT_TOO_COMPLEX',
    ),
    draft('filters.svg', manyFilters(), 'INPUT_TOO_COMPLEX'),
    draft('patterns.svg', nestedPatterns(8, 20), 'INPUT_TOO_COMPLEX'),
    draft('exif-values.jpg', withSegment(jpeg, 0xe1, overlappingExif()), 'ok'),
    compressedText(await scene.clone().png().toBuffer()),
  ];
}

function svg(content: string, width = 200, height = 200): Buffer {
  return Buffer.from(`<svg ${SVG} width="${width}" height="${height}">${content}</svg>`);
}

/** Each group draws the one before so many times. */
function nestedUse(times: number, levels: number): Buffer {
  let content = '<rect id="u0" width="1" height="1"/>';
  for (let level = 1; level <= levels; level++) {
    content += `<g id="u${level}">${`<use xlink:href="#u${level - 1}"/>`.repeat(times)}</g>`;
  }
  return svg(content);
}

function nestedPatterns(levels: number, times: number): Buffer {
  let content = '<pattern id="p0" width="1" height="1"><rect width="1" height="1"/></pattern>';
  for (let level = 1; level <= levels; level++) {
    const rects = `<rect width="9" height="9" style="fill:url(#p${level - 1})"/>`.repeat(times);
    content += `<pattern id="p${level}" width="1" height="1">${rects}</pattern>`;
  }
  return svg(`${content}<rect width="99" height="99" fill="url(#p${levels})"/>`);
}

function manyFilters(): Buffer {
  const filter = '<filter id="f"><feGaussianBlur stdDeviation="50"/><feTurbulence numOctaves="8"/></filter>';
  return svg(`${filter}${'<rect width="4000" height="4000" filter="url(#f)"/>'.repeat(2000)}`, 4000, 4000);
}

function entityBomb(): Buffer {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join(
    '',
  );
  return Buffer.from(
    `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e0 "lol">${entities}]><svg ${SVG} width="9" height="9"><text>&e9;</text></svg>`,
  );
}

function embedded(png: Buffer): string {
  return `<image width="9" height="9" href="data:image/png;base64,${png.toString('base64')}"/>`;
}

function embeddedSvg(): string {
  const inner = svg('<rect width="9" height="9"/>', 30_000, 30_000).toString('base64');
  return `<image width="9" height="9" href="data:image/svg+xml;base64,${inner}"/>`;
}

/** Writes another size into the frame header. */
function resizedJpeg(jpeg: Buffer, side: number): Buffer {
  const copy = Buffer.from(jpeg);
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]));
  copy.writeUInt16BE(side, frame + 5);
  copy.writeUInt16BE(side, frame + 7);
  return copy;
}

function resizedWebp(webp: Buffer, side: number): Buffer {
  const copy = Buffer.from(webp);
  const at = copy.indexOf('VP8L') + 9;
  const flags = copy.readUInt32LE(at) & 0xf0000000;
  copy.writeUInt32LE((flags | ((side - 1) << 14) | (side - 1)) >>> 0, at);
  return copy;
}

function resizedAvif(avif: Buffer, side: number): Buffer {
  const copy = Buffer.from(avif);
  const at = copy.indexOf('ispe') + 8;
  copy.writeUInt32BE(side, at);
  copy.writeUInt32BE(side, at + 4);
  return copy;
}

function emptyPsd(side: number): Buffer {
  const shape = [u16(3, true), u32(side, true), u32(side, true), u16(8, true), u16(3, true)];
  return Buffer.concat([latin1('8BPS\0\x01'), Buffer.alloc(6), ...shape, Buffer.alloc(12), u16(0, true)]);
}

/** A bare codestream: not small, height in 30 bits, no fixed ratio, width in 30 bits, default metadata. */
function hugeJxl(): Buffer {
  const bits = ['0', '11', '1'.repeat(30), '000', '11', '1'.repeat(30), '1'].join('');
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8));
  for (let i = 0; i < bits.length; i++) {
    if (bits[i] === '1') bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return Buffer.concat([Buffer.from([0xff, 0x0a]), bytes, Buffer.alloc(32)]);
}

export function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.concat([Buffer.from([0xff, marker]), u16(content.length + 2, true)]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}

/** 60 kB of directory whose 5,000 entries each claim nearly all of it as their values. */
function overlappingExif(): Buffer {
  const count = 5000;
  const entries = Array.from({ length: count }, (_, i) =>
    Buffer.concat([u16(0x9000 + i), u16(1), u32(60_000), u32(8)]),
  );
  return Buffer.concat([latin1('Exif\0\0II*\0'), u32(8), u16(count), ...entries, u32(0)]);
}

/** A caption that unpacks to 200 MB. */
function compressedText(png: Buffer): Draft {
  const text = Buffer.concat([latin1('Comment\0\0'), deflateSync(Buffer.alloc(200_000_000, 97))]);
  const afterHeader = 8 + 25;
  return draft(
    'caption-of-200-megabytes.png',
    Buffer.concat([png.subarray(0, afterHeader), pngChunk('zTXt', text), png.subarray(afterHeader)]),
  );
}
