/** Test sources that carry something private in every place a file has for it. Each secret contains `LEAK`. */
import sharp from 'sharp';
import { embedMetadata } from './embed.ts';
import { pngChunk } from './embed-png.ts';
import {
  appendEntries,
  EMPTY_TIFF,
  type TiffDirectory,
  type TiffEntry,
  textEntry,
} from './tiff-directory.ts';

export const COPYRIGHT = '© 2026 Ana & Søn <studio>';
export const CREATOR = 'Ana Pérez; Bo "B" Li';
export const SOURCE_TYPE = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

/** 51° 30' 32.3" as EXIF stores it, in either byte order. */
export const GPS_BYTES: readonly Buffer[] = (() => {
  const values = [51, 1, 30, 1, 323, 10];
  const little = Buffer.alloc(24);
  const big = Buffer.alloc(24);
  values.forEach((value, index) => {
    little.writeUInt32LE(value, index * 4);
    big.writeUInt32BE(value, index * 4);
  });
  return [little, big];
})();

/** True where any planted secret is found, spelled in bytes, in UTF-16 or as coordinates. */
export function leaks(file: Buffer): boolean {
  const spellings = [Buffer.from('LEAK', 'latin1'), Buffer.from('LEAK', 'utf16le'), ...GPS_BYTES];
  return spellings.some((spelling) => file.includes(spelling));
}

const opaque = (tag: number, content: string): TiffEntry => {
  const data = Buffer.from(content, 'latin1');
  return { tag, type: 7, count: data.length, data };
};

/** With everything a camera writes; orientation 6. */
export function plantedExif(): Buffer {
  const orientation: TiffEntry = { tag: 0x0112, type: 3, count: 1, data: Buffer.from([6, 0]) };
  const rational: TiffEntry = { tag: 0x0002, type: 5, count: 3, data: GPS_BYTES[0] ?? Buffer.alloc(24) };
  const width: TiffEntry = { tag: 0xa002, type: 4, count: 1, data: Buffer.from([0x10, 0x27, 0, 0]) };
  const photo: TiffDirectory = {
    entries: [
      opaque(0x927c, `MAKERNOTE-LEAK${'x'.repeat(40)}`),
      textEntry(0xa431, 'SERIAL-LEAK-12345'),
      textEntry(0xa435, 'LENSSERIAL-LEAK'),
      opaque(0x9286, 'ASCII\0\0\0USERCOMMENT-LEAK'),
      width,
    ],
    children: new Map(),
  };
  const gps: TiffDirectory = {
    entries: [textEntry(0x0001, 'N'), rational, opaque(0x001c, 'ASCII\0\0\0GPSAREA-LEAK')],
    children: new Map(),
  };
  const thumbnail = Buffer.from('\xff\xd8THUMBNAIL-LEAK\xff\xd9', 'latin1');
  const first = [
    textEntry(0x010f, 'MAKE-LEAK'),
    textEntry(0x0110, 'MODEL-LEAK'),
    orientation,
    textEntry(0x0131, 'SOFTWARE-LEAK'),
    textEntry(0x013b, CREATOR),
    textEntry(0x8298, COPYRIGHT),
    opaque(0x9c9b, Buffer.from('XPTITLE-LEAK\0', 'utf16le').toString('latin1')),
  ];
  const main = appendEntries(
    EMPTY_TIFF,
    first,
    new Map([
      [0x8769, photo],
      [0x8825, gps],
    ]),
  );
  return withThumbnail(main, thumbnail);
}

/** Links a second directory, as cameras do, with the thumbnail at the very end. */
function withThumbnail(exif: Buffer, thumbnail: Buffer): Buffer {
  const firstAt = exif.readUInt32LE(4);
  const nextAt = firstAt + 2 + exif.readUInt16LE(firstAt) * 12;
  const second = Buffer.alloc(2 + 2 * 12 + 4);
  second.writeUInt16LE(2, 0);
  const put = (index: number, tag: number, value: number) => {
    second.writeUInt16LE(tag, 2 + index * 12);
    second.writeUInt16LE(4, 4 + index * 12);
    second.writeUInt32LE(1, 6 + index * 12);
    second.writeUInt32LE(value, 10 + index * 12);
  };
  put(0, 0x0201, exif.length + second.length);
  put(1, 0x0202, thumbnail.length);
  const result = Buffer.concat([exif, second, thumbnail]);
  result.writeUInt32LE(exif.length, nextAt);
  return result;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function plantedXmp(): Buffer {
  const names = CREATOR.split('; ').map((name) => `<rdf:li>${escaped(name)}</rdf:li>`);
  return Buffer.from(
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="TOOLKIT-LEAK">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpGImg="http://ns.adobe.com/xap/1.0/g/img/"
    exif:GPSLatitude="51,30.LEAKN" aux:SerialNumber="XMPSERIAL-LEAK" tiff:Orientation="6" photoshop:City="XMPCITY-LEAK">
   <tiff:ImageWidth>4000</tiff:ImageWidth>
   <Iptc4xmpExt:DigitalSourceType>${SOURCE_TYPE}</Iptc4xmpExt:DigitalSourceType>
   <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${escaped(COPYRIGHT)}</rdf:li></rdf:Alt></dc:rights>
   <dc:creator><rdf:Seq>${names.join('')}</rdf:Seq></dc:creator>
   <xmp:Thumbnails><rdf:Alt><rdf:li xmpGImg:image="VEhVTUI-LEAK"/></rdf:Alt></xmp:Thumbnails>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>${' '.repeat(200)}
<?xpacket end="w"?>`,
    'utf8',
  );
}

export function plantedIim(): Buffer {
  const record = (dataset: number, value: string) => {
    const text = Buffer.from(value, 'utf8');
    return Buffer.concat([Buffer.from([0x1c, 2, dataset, text.length >> 8, text.length & 255]), text]);
  };
  return Buffer.concat([record(80, CREATOR), record(90, 'IPTCCITY-LEAK'), record(116, COPYRIGHT)]);
}

const SIZE = { width: 96, height: 64 };

export const PLANTED_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'tiff'] as const;
export type PlantedFormat = (typeof PLANTED_FORMATS)[number];

/** 96 x 64 stored, so 64 x 96 upright where the format's orientation counts. With a Display P3 profile. */
export async function plantedFile(format: PlantedFormat): Promise<Buffer> {
  const pixels = Buffer.alloc(SIZE.width * SIZE.height * 3, 90);
  for (let at = 0; at < pixels.length; at++) pixels[at] = (at * 7) % 200;
  const encoded = await sharp(pixels, { raw: { ...SIZE, channels: 3 } })
    .withIccProfile('p3')
    [format]()
    .toBuffer();
  const payload = { exif: plantedExif(), xmp: plantedXmp(), iim: plantedIim() };
  const { bytes } = embedMetadata(format, encoded, payload, SIZE);
  if (format === 'jpeg') {
    const comment = Buffer.from('\xff\xfe\0\x0eCOMMENT-LEAK', 'latin1');
    return Buffer.concat([bytes.subarray(0, 2), comment, bytes.subarray(2), Buffer.from('TRAILER-LEAK')]);
  }
  if (format === 'png') {
    const texts = [
      pngChunk('tEXt', Buffer.from('Comment\0TEXT-LEAK', 'latin1')),
      pngChunk('iTXt', Buffer.from('Author\0\0\0\0\0ITXT-LEAK', 'latin1')),
    ];
    // The first chunk is always the header of 25 bytes.
    return Buffer.concat([bytes.subarray(0, 33), ...texts, bytes.subarray(33)]);
  }
  return bytes;
}
