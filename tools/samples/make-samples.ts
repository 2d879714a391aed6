/**
 * Makes the pictures in resources/samples, all of them drawn by the code beside this file.
 * `node tools/samples/make-samples.ts` makes all, `… mug logo` only those; a few minutes in all.
 */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import type { Raster } from './canvas.ts';
import { ICON, logo, poster } from './drawings.ts';
import { dusk } from './dusk.ts';
import { flower } from './flower.ts';
import { withProfile } from './jpeg-profile.ts';
import { mug, stillLife } from './scenes.ts';
import { photograph } from './studio.ts';

const FOLDER = fileURLToPath(new URL('../../resources/samples/', import.meta.url));
const JPEG = { quality: 82, mozjpeg: true } as const;

const SAMPLES: Readonly<Record<string, { readonly file: string; readonly make: () => Promise<Buffer> }>> = {
  mug: {
    file: 'mug.jpg',
    make: () =>
      pixels(photograph(mug, 1800, 1620))
        .jpeg(JPEG)
        .toBuffer(),
  },
  'still-life': {
    file: 'still-life.webp',
    make: () =>
      pixels(photograph(stillLife, 1800, 1350))
        .webp({ quality: 92, effort: 6 })
        .toBuffer(),
  },
  dusk: {
    file: 'dusk.jpg',
    make: () =>
      pixels(dusk(2400, 1600))
        .withExif(DUSK_EXIF)
        .withXmp(DUSK_XMP)
        .jpeg({ ...JPEG, quality: 74 })
        .toBuffer(),
  },
  flower: {
    file: 'flower-p3.jpg',
    make: async () => {
      const plain = await pixels(flower(1600))
        .jpeg({ ...JPEG, quality: 76 })
        .toBuffer();
      return withProfile(plain, await displayP3());
    },
  },
  poster: {
    file: 'poster-rotated.jpg',
    // Lies on its side; orientation 6 tells a viewer to turn it upright.
    make: () =>
      sharp(Buffer.from(poster(1600, 2400)))
        .rotate(270)
        .withMetadata({ orientation: 6 })
        .jpeg(JPEG)
        .toBuffer(),
  },
  logo: {
    file: 'logo.png',
    make: () =>
      sharp(Buffer.from(logo(1600, 1600)))
        .png({ palette: true, quality: 100, effort: 10 })
        .toBuffer(),
  },
  icon: { file: 'icon.svg', make: async () => Buffer.from(ICON) },
};

/** What a camera and its owner leave in a file; the place is Lake Bled, where nobody stood. */
const DUSK_EXIF = {
  IFD0: {
    Artist: 'Easel',
    Copyright: '© 2026 Easel. MIT licence.',
    Make: 'Easel',
    Model: 'Procedural One',
    Software: 'tools/samples/make-samples.ts',
  },
  IFD2: {
    DateTimeOriginal: '2026:09:19 18:52:07',
    BodySerialNumber: 'SAMPLE-0001',
    FNumber: '8/1',
    ExposureTime: '1/125',
    ISOSpeedRatings: '200',
  },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '46/1 21/1 48/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '14/1 5/1 37/1',
  },
};

const DUSK_XMP = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia</Iptc4xmpExt:DigitalSourceType>
<dc:creator><rdf:Seq><rdf:li>Easel</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Easel. MIT licence.</rdf:li></rdf:Alt></dc:rights>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Dusk over a lake</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;

function pixels({ data, width, height }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** The profile that sharp carries. */
async function displayP3(): Promise<Buffer> {
  const tagged = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();
  const { icc } = await sharp(tagged).metadata();
  if (icc === undefined) throw new Error('sharp wrote no profile');
  return icc;
}

const wanted = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
for (const [name, { file, make }] of Object.entries(SAMPLES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const path = join(FOLDER, file);
  await writeFile(path, await make());
  console.log(`${file}: ${(await stat(path)).size.toLocaleString('en-US')} bytes`);
}
