import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExif } from '../input/exif.ts';
import { correctExif, descriptive, exifOfTiffFile, minimalExif } from './exif-block.ts';
import { plantedExif } from './planted.testing.ts';
import {
  appendEntries,
  EMPTY_TIFF,
  openTiff,
  readDirectory,
  textEntry,
  writeDirectory,
} from './tiff-directory.ts';

const NOBODY = { copyright: null, creator: null };
const SIZE = { width: 320, height: 200 };

/** The same block with every number in big-endian order. */
function bigEndian(): Buffer {
  const bytes = Buffer.from('MM\0*\0\0\0\x08\0\x02', 'latin1');
  const entry = (tag: number, type: number, count: number, value: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt16BE(tag, 0);
    head.writeUInt16BE(type, 2);
    head.writeUInt32BE(count, 4);
    return Buffer.concat([head, value]);
  };
  const orientation = entry(0x0112, 3, 1, Buffer.from([0, 8, 0, 0]));
  const artist = entry(0x013b, 2, 6, Buffer.from([0, 0, 0, 38]));
  return Buffer.concat([bytes, orientation, artist, Buffer.alloc(4), Buffer.from('Maria\0')]);
}

describe('minimalExif', () => {
  it('says who, and nothing else', () => {
    const exif = minimalExif({ copyright: '© 2026 Zoë', creator: 'Zoë Ågren' });
    expect(parseExif(exif ?? undefined)).toMatchObject({
      copyright: '© 2026 Zoë',
      artist: 'Zoë Ågren',
      make: null,
    });
    expect(readDirectory(exif ?? Buffer.alloc(0))?.entries.map((entry) => entry.tag)).toEqual([
      0x013b, 0x8298,
    ]);
  });

  it('is nothing when there is nothing to say', () => {
    expect(minimalExif(NOBODY)).toBeNull();
  });
});

describe('correctExif', () => {
  it('turns the picture upright and states its new size', () => {
    const exif = correctExif(plantedExif(), SIZE, NOBODY);
    expect(parseExif(exif ?? undefined)).toMatchObject({ orientation: 1, hasGps: true, hasThumbnail: false });
    const photo = readDirectory(exif ?? Buffer.alloc(0))?.children.get(0x8769);
    const width = photo?.entries.find((entry) => entry.tag === 0xa002);
    expect(width?.data.readUInt32LE(0)).toBe(320);
  });

  it('leaves maker notes where they were, since they hold offsets of their own', () => {
    const source = plantedExif();
    const exif = correctExif(source, SIZE, { copyright: 'new', creator: 'new' });
    expect(exif?.indexOf('MAKERNOTE')).toBe(source.indexOf('MAKERNOTE'));
  });

  it('works in big-endian order', () => {
    const exif = correctExif(bigEndian(), SIZE, { copyright: 'Later', creator: null });
    expect(parseExif(exif ?? undefined)).toMatchObject({
      orientation: 1,
      artist: 'Maria',
      copyright: 'Later',
    });
  });

  it('does not touch the source', () => {
    const source = plantedExif();
    const before = Buffer.from(source);
    correctExif(source, SIZE, { copyright: 'x', creator: 'y' });
    expect(source.equals(before)).toBe(true);
  });

  it('survives any damage', () => {
    const source = plantedExif();
    const damage = fc.array(fc.tuple(fc.nat(source.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(damage, fc.nat(source.length), (changes, cut) => {
        const bytes = Buffer.from(source);
        for (const [at, value] of changes) bytes[at] = value;
        for (const block of [bytes, bytes.subarray(0, cut)]) {
          const corrected = correctExif(block, SIZE, { copyright: 'c', creator: null });
          if (corrected !== null) expect(openTiff(corrected)).not.toBeNull();
          exifOfTiffFile(block);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('directories', () => {
  it('come back as they were written, values of every size included', () => {
    const source = readDirectory(plantedExif());
    if (source === null) throw new Error('unreadable');
    const bytes = Buffer.concat([EMPTY_TIFF, writeDirectory(source, EMPTY_TIFF.length)]);
    expect(readDirectory(bytes)).toEqual({
      ...source,
      entries: [...source.entries].sort((a, b) => a.tag - b.tag),
    });
  });

  it('read the same in both orders', () => {
    const directory = readDirectory(bigEndian());
    expect(directory?.entries.find((entry) => entry.tag === 0x0112)?.data).toEqual(Buffer.from([8, 0]));
  });

  it('forget what is replaced', () => {
    const first = appendEntries(EMPTY_TIFF, [textEntry(0x8298, 'old and private')]);
    const second = appendEntries(first, [textEntry(0x8298, 'new')]);
    expect(second.includes('private')).toBe(false);
    expect(parseExif(second)?.copyright).toBe('new');
  });

  it('refuse to grow without bound from overlapping values', () => {
    // 500 entries that each claim the same megabyte.
    const megabyte = 1_000_000;
    const head = Buffer.alloc(8 + 2 + 500 * 12 + 4);
    EMPTY_TIFF.copy(head);
    head.writeUInt16LE(500, 8);
    for (let i = 0; i < 500; i++) {
      const at = 10 + i * 12;
      head.writeUInt16LE(0x9000 + i, at);
      head.writeUInt16LE(7, at + 2);
      head.writeUInt32LE(megabyte, at + 4);
      head.writeUInt32LE(head.length, at + 8);
    }
    const directory = readDirectory(Buffer.concat([head, Buffer.alloc(megabyte)]));
    const total = (directory?.entries ?? []).reduce((sum, entry) => sum + entry.data.length, 0);
    expect(total).toBeLessThanOrEqual(8_000_000);
  });

  it('of a TIFF file lose what describes its storage', () => {
    const strips = { tag: 0x0111, type: 4, count: 1, data: Buffer.from([8, 0, 0, 0]) };
    const { entries } = descriptive({ entries: [strips, textEntry(0x010f, 'Make')], children: new Map() });
    expect(entries.map((entry) => entry.tag)).toEqual([0x010f]);
  });
});
