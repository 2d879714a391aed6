/**
 * Wraps decoded pixels as an uncompressed TIFF in memory. Unlike bare pixels, that can carry a colour profile and
 * metadata, so the library treats them as it does any file.
 */
import type { Decoded } from './decoded.ts';

const ENTRY_BYTES = 12;
/** Rows are grouped, because the library reads a strip as a whole. */
const STRIP_BYTES = 256 * 1024;
const PHOTOMETRIC = { gray: 1, rgb: 2, cmyk: 5 } as const;
const TYPE = { short: 3, long: 4, undefined: 7 } as const;

interface Entry {
  readonly tag: number;
  readonly type: (typeof TYPE)[keyof typeof TYPE];
  readonly count: number;
  readonly value: Buffer;
}

export function wrapAsTiff(picture: Decoded): Buffer {
  const colors = picture.model === 'gray' ? 1 : picture.model === 'rgb' ? 3 : 4;
  const samples = colors + (picture.hasAlpha ? 1 : 0);
  const rowBytes = picture.width * samples * (picture.bitsPerSample / 8);
  const rowsPerStrip = Math.max(1, Math.min(picture.height, Math.floor(STRIP_BYTES / rowBytes)));
  const strips = Math.ceil(picture.height / rowsPerStrip);
  const stripBytes = Array.from(
    { length: strips },
    (_, i) => rowBytes * Math.min(rowsPerStrip, picture.height - i * rowsPerStrip),
  );
  const entries = (pixelsAt: number): Entry[] => [
    longs(256, [picture.width]),
    longs(257, [picture.height]),
    shorts(
      258,
      Array.from({ length: samples }, () => picture.bitsPerSample),
    ),
    shorts(259, [1]),
    shorts(262, [PHOTOMETRIC[picture.model]]),
    longs(
      273,
      Array.from({ length: strips }, (_, i) => pixelsAt + i * rowsPerStrip * rowBytes),
    ),
    shorts(277, [samples]),
    longs(278, [rowsPerStrip]),
    longs(279, stripBytes),
    shorts(284, [1]),
    ...(picture.hasAlpha ? [shorts(338, [2])] : []),
    ...(picture.xmp === undefined ? [] : [opaque(700, picture.xmp)]),
    ...(picture.iptc === undefined ? [] : [opaque(33723, picture.iptc)]),
    ...(picture.icc === undefined ? [] : [opaque(34675, picture.icc)]),
  ];
  // The header's size does not depend on where the pixels are, only its content does.
  const headerBytes = directory(entries(0)).length;
  return Buffer.concat([directory(entries(headerBytes)), picture.data]);
}

function directory(entries: readonly Entry[]): Buffer {
  const start = 8;
  const directoryBytes = 2 + entries.length * ENTRY_BYTES + 4;
  let valuesAt = start + directoryBytes;
  const head = Buffer.alloc(start + directoryBytes);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(start, 4);
  head.writeUInt16LE(entries.length, start);
  const values: Buffer[] = [];
  entries.forEach(({ tag, type, count, value }, i) => {
    const at = start + 2 + i * ENTRY_BYTES;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    if (value.length <= 4) {
      value.copy(head, at + 8);
    } else {
      head.writeUInt32LE(valuesAt, at + 8);
      const padded = value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.alloc(1)]);
      values.push(padded);
      valuesAt += padded.length;
    }
  });
  return Buffer.concat([head, ...values]);
}

function shorts(tag: number, numbers: readonly number[]): Entry {
  const value = Buffer.alloc(numbers.length * 2);
  numbers.forEach((number, i) => {
    value.writeUInt16LE(number, i * 2);
  });
  return { tag, type: TYPE.short, count: numbers.length, value };
}

function longs(tag: number, numbers: readonly number[]): Entry {
  const value = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, i) => {
    value.writeUInt32LE(number, i * 4);
  });
  return { tag, type: TYPE.long, count: numbers.length, value };
}

function opaque(tag: number, value: Buffer): Entry {
  return { tag, type: TYPE.undefined, count: value.length, value };
}
