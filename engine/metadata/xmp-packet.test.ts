import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXmp } from '../input/xmp.ts';
import { plantedXmp } from './planted.testing.ts';
import { correctXmp, escapeXml, minimalXmp } from './xmp-packet.ts';

const NOBODY = { copyright: null, creator: null };
const SIZE = { width: 320, height: 200 };

const packet = (inner: string) =>
  Buffer.from(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${inner}</r:RDF></x:xmpmeta>`,
  );

describe('minimalXmp', () => {
  it('round-trips any text', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((value) => value.trim() !== '');
    fc.assert(
      fc.property(text, (value) => {
        const said = escapeXml(value)
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&')
          .trim();
        const xmp = minimalXmp({ copyright: value, creator: null, digitalSourceType: null });
        const read = parseXmp(xmp ?? undefined)?.get('dc:rights')?.[0];
        if (said !== '') expect(read).toBe(said);
      }),
      { numRuns: 300 },
    );
  });

  it('cannot be broken out of', () => {
    const hostile = '</rdf:li></rdf:Alt></dc:rights><dc:title>"&\u0000\uD800]]>';
    const xmp = minimalXmp({ copyright: hostile, creator: null, digitalSourceType: null });
    expect(parseXmp(xmp ?? undefined)?.get('dc:title')).toBeUndefined();
    expect(xmp?.toString('utf8')).not.toMatch(/[\0\uD800]/);
  });

  it('lists each creator', () => {
    const xmp = minimalXmp({ copyright: null, creator: 'A; B & C', digitalSourceType: null });
    expect(parseXmp(xmp ?? undefined)?.get('dc:creator')).toEqual(['A', 'B & C']);
  });

  it('is nothing when there is nothing to say', () => {
    expect(minimalXmp({ ...NOBODY, digitalSourceType: null })).toBeNull();
  });
});

describe('correctXmp', () => {
  it('corrects attributes and elements, and keeps everything else', () => {
    const read = parseXmp(correctXmp(plantedXmp(), SIZE, NOBODY) ?? undefined);
    expect(read?.get('tiff:Orientation')).toEqual(['1']);
    expect(read?.get('tiff:ImageWidth')).toEqual(['320']);
    expect(read?.get('photoshop:City')).toEqual(['XMPCITY-LEAK']);
    expect(read?.get('xmp:Thumbnails')).toBeUndefined();
  });

  it('follows whatever prefixes the packet uses', () => {
    const source = packet(
      `<r:Description xmlns:q="http://ns.adobe.com/tiff/1.0/" xmlns:d.c="http://purl.org/dc/elements/1.1/" q:Orientation='8'>` +
        `<d.c:rights><r:Alt><r:li xml:lang="x-default">old</r:li></r:Alt></d.c:rights></r:Description>`,
    );
    const read = parseXmp(correctXmp(source, SIZE, { copyright: 'new $& $1', creator: null }) ?? undefined);
    expect(read?.get('tiff:Orientation')).toEqual(['1']);
    expect(read?.get('dc:rights')).toEqual(['new $& $1']);
  });

  it('takes no time over tags that never close', () => {
    const dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"';
    const source = packet(`<r:Description ${dc}>${'<dc:rights>'.repeat(150_000)}</r:Description>`);
    const corrected = correctXmp(source, SIZE, { copyright: 'x', creator: null });
    expect(corrected?.length).toBeGreaterThan(source.length);
  });

  it('reads UTF-16', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(packet('').toString(), 'utf16le')]);
    const corrected = correctXmp(utf16, SIZE, { copyright: 'Ω', creator: null });
    expect(parseXmp(corrected ?? undefined)?.get('dc:rights')).toEqual(['Ω']);
  });

  it.each([
    ['entities', '<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta xmlns:x="adobe:ns:meta/"/>'],
    ['no RDF', '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'],
    ['binary rubbish', '\0\x01\x02'],
  ])('gives up on %s', (_, text) => {
    expect(correctXmp(Buffer.from(text), SIZE, NOBODY)).toBeNull();
  });
});
