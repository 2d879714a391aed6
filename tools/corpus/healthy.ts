/** Pictures that must be processed: every format and the oddities that real programs and cameras write. */
import { writePsdBuffer } from 'ag-psd';
import sharp, { type Sharp } from 'sharp';
import { bmp, ico, iconOf, latin1, pagedTiff, u16, u32 } from './binary.ts';
import { withSegment } from './hostile.ts';
import {
  ADOBE_RGB_PRIMARIES,
  buildProfile,
  DISPLAY_P3_PRIMARIES,
  type ProfileOptions,
  SRGB_PRIMARIES,
} from './icc-profile.ts';
import type { Random } from './random.ts';
import { paintCutout, paintScene } from './scene.ts';

export interface Recipe {
  /** Becomes part of the file name. */
  readonly label: string;
  readonly ending: string;
  make(random: Random, width: number, height: number): Promise<Buffer>;
}

export const AI_MADE = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

const XMP_HEAD =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">';
const XMP_SPACES =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"';
const XMP_TAIL = '</rdf:RDF></x:xmpmeta>';

/** The same fact, in the two spellings in use. */
export const XMP_ATTRIBUTE = `${XMP_HEAD}<rdf:Description ${XMP_SPACES} Iptc4xmpExt:DigitalSourceType="${AI_MADE}"><dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Studio Ärger</rdf:li></rdf:Alt></dc:rights><dc:creator><rdf:Seq><rdf:li>Ana</rdf:li><rdf:li>Ben</rdf:li></rdf:Seq></dc:creator></rdf:Description>${XMP_TAIL}`;
export const XMP_ELEMENT = `${XMP_HEAD}<rdf:Description ${XMP_SPACES}><Iptc4xmpExt:DigitalSourceType>${AI_MADE}</Iptc4xmpExt:DigitalSourceType></rdf:Description>${XMP_TAIL}`;

const CAMERA = {
  IFD0: { Make: 'Acme', Model: 'Acme One', Copyright: '(c) 2024 Ana Example', Artist: 'Ana Example' },
  IFD2: { DateTimeOriginal: '2024:05:17 14:03:59' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '52/1 31/1 12/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '13/1 24/1 18/1',
  },
};

function encoded(label: string, ending: string, encode: (scene: Sharp) => Sharp): Recipe {
  return {
    label,
    ending,
    make: async (random, width, height) => encode(await paintScene(random, width, height)).toBuffer(),
  };
}

function cutout(label: string, ending: string, encode: (scene: Sharp) => Sharp): Recipe {
  return {
    label,
    ending,
    make: async (random, width, height) => encode(await paintCutout(random, width, height)).toBuffer(),
  };
}

function withProfile(label: string, options: ProfileOptions): Recipe {
  return {
    label,
    ending: 'jpg',
    make: async (random, width, height) => {
      const jpeg = await (await paintScene(random, width, height)).jpeg().toBuffer();
      const profile = Buffer.concat([latin1('ICC_PROFILE\0\x01\x01'), buildProfile(options)]);
      return withSegment(jpeg, 0xe2, profile);
    },
  };
}

function bitmap(label: string, options: Parameters<typeof bmp>[3]): Recipe {
  return {
    label,
    ending: 'bmp',
    make: async (random, width, height) => {
      const scene = await paintScene(random, Math.min(width, 333), Math.min(height, 201));
      const { data, info } = await scene.raw().toBuffer({ resolveWithObject: true });
      return bmp(data, info.width, info.height, options);
    },
  };
}

/** Bytes a program adds to a finished JPEG. */
function jpegAnd(label: string, change: (jpeg: Buffer) => Buffer): Recipe {
  return {
    label,
    ending: 'jpg',
    make: async (random, width, height) =>
      change(await (await paintScene(random, width, height)).jpeg().toBuffer()),
  };
}

const oriented = [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) =>
  encoded(`orientation-${orientation}-with-gps`, 'jpg', (scene) =>
    scene.withExif(CAMERA).withMetadata({ orientation }).jpeg({ quality: 88 }),
  ),
);

export const RECIPES: readonly Recipe[] = [
  encoded('baseline', 'jpg', (scene) => scene.jpeg({ quality: 90 })),
  encoded('progressive', 'jpeg', (scene) => scene.jpeg({ progressive: true })),
  encoded('full-chroma', 'JPG', (scene) => scene.jpeg({ chromaSubsampling: '4:4:4', quality: 95 })),
  encoded('grey', 'jpg', (scene) => scene.grayscale().jpeg()),
  encoded('cmyk', 'jpg', (scene) => scene.toColourspace('cmyk').withIccProfile('cmyk').jpeg()),
  encoded('display-p3', 'jpg', (scene) => scene.withIccProfile('p3').jpeg()),
  encoded('srgb-tagged', 'jpg', (scene) => scene.withIccProfile('srgb').jpeg()),
  ...oriented,
  encoded('ai-made-attribute', 'jpg', (scene) => scene.withXmp(XMP_ATTRIBUTE).jpeg()),
  encoded('ai-made-element', 'webp', (scene) => scene.withXmp(XMP_ELEMENT).webp()),
  withProfile('adobe-rgb', {
    name: 'Compatible with Adobe RGB (1998)',
    primaries: ADOBE_RGB_PRIMARIES,
    curve: 2.2,
    version: 2,
  }),
  withProfile('srgb-in-name-only', {
    name: 'sRGB IEC61966-2.1',
    primaries: DISPLAY_P3_PRIMARIES,
    curve: 'srgb',
    version: 2,
  }),
  withProfile('srgb-by-table', {
    name: 'c2',
    primaries: SRGB_PRIMARIES,
    curve: { points: 1024 },
    version: 2,
  }),
  jpegAnd('motion-photo', (jpeg) =>
    Buffer.concat([jpeg, u32(24, true), latin1('ftypmp42\0\0\0\0isommp42'), Buffer.alloc(5000, 7)]),
  ),
  jpegAnd('two-pictures', (jpeg) => Buffer.concat([jpeg, jpeg])),
  jpegAnd('zeros-behind', (jpeg) => Buffer.concat([jpeg, Buffer.alloc(4096)])),
  jpegAnd('bytes-between-segments', (jpeg) =>
    Buffer.concat([jpeg.subarray(0, 20), Buffer.from([0, 1, 2]), jpeg.subarray(20)]),
  ),
  jpegAnd('adobe-captions', (jpeg) => withSegment(jpeg, 0xed, captions())),
  encoded('truecolour', 'png', (scene) => scene.png({ compressionLevel: 6 })),
  encoded('palette', 'png', (scene) => scene.png({ palette: true, colours: 64 })),
  encoded('interlaced', 'png', (scene) => scene.png({ progressive: true })),
  encoded('16-bit', 'png', (scene) => scene.toColourspace('rgb16').png()),
  encoded('grey', 'png', (scene) => scene.grayscale().png()),
  cutout('cutout', 'png', (scene) => scene.png()),
  encoded('lossy', 'webp', (scene) => scene.webp({ quality: 80, effort: 2 })),
  encoded('lossless', 'webp', (scene) => scene.webp({ lossless: true, effort: 0 })),
  cutout('cutout', 'webp', (scene) => scene.webp({ effort: 1 })),
  {
    label: 'animated',
    ending: 'webp',
    make: (random) => animation(random, (frames) => frames.webp({ effort: 0 })),
  },
  {
    label: 'animated',
    ending: 'gif',
    make: (random) => animation(random, (frames) => frames.gif({ effort: 1 })),
  },
  encoded('still', 'gif', (scene) => scene.gif({ effort: 1 })),
  encoded('photo', 'avif', (scene) => scene.resize(480, 360, { fit: 'inside' }).avif({ effort: 0 })),
  cutout('cutout', 'avif', (scene) => scene.resize(320, 240, { fit: 'inside' }).avif({ effort: 0 })),
  encoded('plain', 'tif', (scene) => scene.tiff({ compression: 'none' })),
  encoded('lzw', 'tiff', (scene) => scene.tiff({ compression: 'lzw', predictor: 'horizontal' })),
  encoded('16-bit', 'tif', (scene) => scene.toColourspace('rgb16').tiff({ compression: 'deflate' })),
  encoded('cmyk', 'tif', (scene) =>
    scene.toColourspace('cmyk').withIccProfile('cmyk').tiff({ compression: 'lzw' }),
  ),
  encoded('bigtiff', 'tif', (scene) => scene.tiff({ compression: 'deflate', bigtiff: true })),
  encoded('tiled', 'tif', (scene) => scene.tiff({ compression: 'deflate', tile: true, pyramid: true })),
  { label: 'three-pages-motorola', ending: 'tif', make: async () => pagedTiff(3, { big: true }) },
  {
    label: 'drawing',
    ending: 'svg',
    make: async (random, width, height) => Buffer.from(drawing(random, width, height)),
  },
  {
    label: 'illustrator-export',
    ending: 'svg',
    make: async (_, width, height) => Buffer.from(illustrator(width, height)),
  },
  bitmap('24-bit', { bits: 24 }),
  bitmap('32-bit', { bits: 32 }),
  bitmap('16-bit', { bits: 16 }),
  bitmap('8-bit', { bits: 8 }),
  bitmap('4-bit', { bits: 4 }),
  bitmap('1-bit', { bits: 1 }),
  bitmap('run-lengths', { bits: 8, rle: true }),
  bitmap('top-down', { bits: 24, topDown: true }),
  { label: 'bitmap', ending: 'ico', make: async (random) => ico(await rawScene(random, 48, 48), 48, 48) },
  {
    label: 'png',
    ending: 'ico',
    make: async (random) => iconOf(await (await paintCutout(random, 256, 256)).png().toBuffer(), 256, 256),
  },
  { label: 'composite', ending: 'psd', make: psd },
];

/** A seven-frame loop of a square passing over a scene. */
async function animation(random: Random, encode: (frames: Sharp) => Sharp): Promise<Buffer> {
  const scene = await paintScene(random, 160, 120);
  const background = await scene.png().toBuffer();
  const frames = await Promise.all(
    Array.from({ length: 7 }, (_, i) => {
      const square = { create: { width: 20, height: 20, channels: 3 as const, background: '#ff3060' } };
      return sharp(background)
        .composite([{ input: square, left: 4 + i * 20, top: 50 }])
        .png()
        .toBuffer();
    }),
  );
  return encode(sharp(frames, { join: { animated: true } })).toBuffer();
}

async function rawScene(random: Random, width: number, height: number): Promise<Buffer> {
  return (await paintScene(random, width, height)).raw().toBuffer();
}

/** The program's own writer needs no canvas when it is given pixels. */
async function psd(random: Random, width: number, height: number): Promise<Buffer> {
  const scene = (await paintScene(random, width, height)).ensureAlpha();
  const data = new Uint8ClampedArray(await scene.raw().toBuffer());
  return writePsdBuffer({ width, height, imageData: { width, height, data } });
}

function drawing(random: Random, width: number, height: number): string {
  const star = Array.from({ length: 10 }, (_, i) => {
    const radius = i % 2 === 0 ? 40 : 16;
    return `${(50 + radius * Math.sin((i * Math.PI) / 5)).toFixed(2)},${(50 - radius * Math.cos((i * Math.PI) / 5)).toFixed(2)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 100">
    <defs><polygon id="s" points="${star.join(' ')}"/><filter id="f"><feGaussianBlur stdDeviation="1"/></filter></defs>
    <use href="#s" fill="hsl(${random.int(0, 359)} 80% 50%)"/><use href="#s" x="8" y="8" fill="#0008" filter="url(#f)"/></svg>`;
}

/** Older exports declare their namespaces as entities. */
function illustrator(width: number, height: number): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 16.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
  <!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>
<svg xmlns="&ns_svg;" width="${width}" height="${height}" viewBox="0 0 10 10"><path d="M1 1h8v8h-8z" fill="#c33"/></svg>`;
}

/** A copyright notice and a byline, as Photoshop keeps them. */
function captions(): Buffer {
  const dataset = (number: number, text: string) =>
    Buffer.concat([Buffer.from([0x1c, 2, number]), u16(text.length, true), latin1(text)]);
  const iim = Buffer.concat([dataset(80, 'Ana Example'), dataset(116, '(c) Example Press')]);
  const resource = Buffer.concat([latin1('8BIM'), u16(0x0404, true), u16(0), u32(iim.length, true), iim]);
  return Buffer.concat([latin1('Photoshop 3.0\0'), resource, Buffer.alloc(iim.length % 2)]);
}
