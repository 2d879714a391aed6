import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { parseExif } from './exif.ts';
import { parseIptc } from './iptc.ts';
import { readMetadata } from './metadata.ts';
import { parseXmp } from './xmp.ts';

const AI = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
const EXT = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';

const packet = (description: string) =>
  Buffer.from(
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${description}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
  );

const canvas = () => sharp({ create: { width: 16, height: 16, channels: 3, background: '#456' } });
const read = async (image: Sharp) => readMetadata(await sharp(await image.toBuffer()).metadata());

describe('digital source type', () => {
  test.each([
    ['attribute', `<rdf:Description xmlns:Iptc4xmpExt="${EXT}" Iptc4xmpExt:DigitalSourceType="${AI}"/>`],
    [
      'element',
      `<rdf:Description xmlns:Iptc4xmpExt="${EXT}"><Iptc4xmpExt:DigitalSourceType>${AI}</Iptc4xmpExt:DigitalSourceType></rdf:Description>`,
    ],
    [
      'resource',
      `<rdf:Description xmlns:e="${EXT}"><e:DigitalSourceType rdf:resource="${AI}"/></rdf:Description>`,
    ],
    [
      'second description',
      `<rdf:Description/><rdf:Description xmlns:q="${EXT}"><q:DigitalSourceType>${AI}</q:DigitalSourceType></rdf:Description>`,
    ],
  ])('as %s', (_, description) => {
    expect(readMetadata({ xmp: packet(description) }).digitalSourceType).toBe(AI);
  });

  test('the same name in another namespace is something else', () => {
    const other = `<rdf:Description xmlns:Iptc4xmpExt="http://example.com/" Iptc4xmpExt:DigitalSourceType="${AI}"/>`;
    expect(readMetadata({ xmp: packet(other) }).digitalSourceType).toBeNull();
  });
});

test('rights and creators in XMP, the default language first', () => {
  const metadata = readMetadata({
    xmp: packet(
      '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:rights><rdf:Alt><rdf:li xml:lang="de">Alle Rechte</rdf:li><rdf:li xml:lang="x-default">All rights &amp; more</rdf:li></rdf:Alt></dc:rights><dc:creator><rdf:Seq><rdf:li>Ana</rdf:li><rdf:li>Ben</rdf:li></rdf:Seq></dc:creator></rdf:Description>',
    ),
  });
  expect(metadata.copyright).toBe('All rights & more');
  expect(metadata.creator).toBe('Ana; Ben');
  expect(metadata.groups).toEqual(['xmp']);
});

test.each(['jpeg', 'png', 'webp', 'avif'] as const)('EXIF written by the library into %s', async (format) => {
  const metadata = await read(
    canvas()
      .withExif({
        IFD0: { Make: 'Canon', Model: 'Canon EOS R5', Copyright: '(c) Ana', Artist: 'Ana' },
        IFD2: { DateTimeOriginal: '2024:02:29 23:59:58' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' },
      })
      .toFormat(format),
  );
  expect(metadata).toMatchObject({
    copyright: '(c) Ana',
    creator: 'Ana',
    camera: 'Canon EOS R5',
    takenAt: '2024-02-29T23:59:58',
    hasGps: true,
  });
  expect(metadata.groups).toContain('gps');
});

/** A directory of text fields, each longer than four bytes. */
function exif(fields: readonly (readonly [tag: number, text: Buffer])[]): Buffer {
  const head = Buffer.alloc(10 + fields.length * 12 + 4);
  head.write('II*\0\x08\0\0\0', 'latin1');
  head.writeUInt16LE(fields.length, 8);
  let at = head.length;
  fields.forEach(([tag, text], i) => {
    head.writeUInt16LE(tag, 10 + i * 12);
    head.writeUInt16LE(2, 12 + i * 12);
    head.writeUInt32LE(text.length, 14 + i * 12);
    head.writeUInt32LE(at, 18 + i * 12);
    at += text.length;
  });
  return Buffer.concat([head, ...fields.map(([, text]) => text)]);
}

test('EXIF text may be UTF-8 or Latin-1, and in two parts', () => {
  const copyright = (text: Buffer) => parseExif(exif([[0x8298, text]]))?.copyright;
  expect(copyright(Buffer.from('© Zoë Müller\0'))).toBe('© Zoë Müller');
  expect(copyright(Buffer.from('© Zoë Müller\0', 'latin1'))).toBe('© Zoë Müller');
  expect(copyright(Buffer.from('Ana\0Editor\0'))).toBe('Ana; Editor');
  expect(copyright(Buffer.from('     \0'))).toBeNull();
});

test('entries that claim more values than the file can hold are not unpacked', () => {
  const count = 500;
  const bomb = Buffer.alloc(60_000);
  bomb.write('II*\0\x08\0\0\0', 'latin1');
  bomb.writeUInt16LE(count, 8);
  for (let i = 0; i < count; i++) {
    bomb.writeUInt16LE(0x9000 + i, 10 + i * 12);
    bomb.writeUInt16LE(1, 12 + i * 12);
    bomb.writeUInt32LE(59_000, 14 + i * 12);
  }
  expect(parseExif(bomb)).toBeNull();
});

test('captions inside the JPEG of an image editor', async () => {
  const dataset = (id: number, text: string) =>
    Buffer.concat([Buffer.from([0x1c, 2, id, 0, Buffer.byteLength(text)]), Buffer.from(text)]);
  const iim = Buffer.concat([dataset(80, 'Ana'), dataset(80, 'Ben'), dataset(116, '© Presse')]);
  const block = (id: number, data: Buffer) =>
    Buffer.concat([
      Buffer.from('8BIM'),
      Buffer.from([id >> 8, id & 255, 0, 0, 0, 0, 0, data.length]),
      data,
      Buffer.alloc(data.length % 2),
    ]);
  const content = Buffer.concat([
    Buffer.from('Photoshop 3.0\0'),
    block(0x03ed, Buffer.alloc(5)),
    block(0x0404, iim),
  ]);
  const jpeg = await canvas().jpeg().toBuffer();
  const segment = Buffer.concat([Buffer.from([0xff, 0xed, 0, content.length + 2]), content]);
  const file = Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
  const metadata = readMetadata(await sharp(file).metadata());
  expect(metadata).toMatchObject({ copyright: '© Presse', creator: 'Ana; Ben' });
  expect(metadata.groups).toEqual(['iptc']);
});

test('hostile packets read as none', () => {
  const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
  expect(parseXmp(packet(`<rdf:Description>${deep}</rdf:Description>`))).toBeNull();
  expect(parseXmp(Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))).toBeNull();
});

test('no bytes make a reader fail', () => {
  const samples = [
    exif([[0x8298, Buffer.from('copyright\0')]]),
    packet('<rdf:Description/>'),
    Buffer.from('8BIM\x04\x04\0\0\0\0\0\x09\x1c\x02\x74\0\x04abcd', 'latin1'),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 10 }),
      (sample, changes) => {
        const bytes = Buffer.from(sample);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        parseExif(bytes);
        parseXmp(bytes);
        parseIptc(bytes);
      },
    ),
    { numRuns: 500 },
  );
});
