/** Decodes the composite picture of a Photoshop file; its layers are never touched. */
import { EaselError } from '../../../shared/errors.ts';
import { bufferReader } from '../bytes.ts';
import { type PsdHeader, readPsdHeader } from '../headers/psd.ts';
import { findResource, RESOURCE } from '../photoshop-blocks.ts';
import type { Decoded } from './decoded.ts';

export function decodePsd(file: Buffer): Decoded {
  const header = readPsdHeader(bufferReader(file));
  const planes = readPlanes(file, header);
  const resources = file.subarray(header.resourcesAt, header.resourcesAt + header.resourceBytes);
  const resource = (id: number) => findResource(resources, id) ?? undefined;
  const model =
    header.mode === 'cmyk' ? 'cmyk' : header.mode === 'gray' || header.mode === 'bitmap' ? 'gray' : 'rgb';
  const deep = header.bitsPerSample === 16;
  return {
    width: header.width,
    height: header.height,
    model,
    hasAlpha: header.hasAlpha,
    bitsPerSample: deep ? 16 : 8,
    data: deep ? interleave16(planes, header) : interleave8(planes, header, palette(file, header)),
    // A grey profile or one for an index does not describe these samples.
    icc: model === 'gray' ? undefined : resource(RESOURCE.icc),
    xmp: resource(RESOURCE.xmp),
    iptc: resource(RESOURCE.iptc),
  };
}

/** The colour planes and, if it is there, the transparency; saved selections are left out. */
function readPlanes(file: Buffer, header: PsdHeader): Buffer[] {
  const { width, height, channels, bitsPerSample, pixelsAt } = header;
  const rowBytes = Math.ceil((width * bitsPerSample) / 8);
  const count = header.colorChannels + (header.hasAlpha ? 1 : 0);
  const compression = file.readUInt16BE(pixelsAt);
  if (compression === 0) {
    return Array.from({ length: count }, (_, i) => {
      const at = pixelsAt + 2 + i * rowBytes * height;
      return file.subarray(at, at + rowBytes * height);
    });
  }
  if (compression !== 1) throw new EaselError('INPUT_UNSUPPORTED', { format: 'PSD with this compression' });
  const tableAt = pixelsAt + 2;
  let at = tableAt + channels * height * 2;
  return Array.from({ length: count }, (_, channel) => {
    const plane = Buffer.alloc(rowBytes * height);
    for (let y = 0; y < height; y++) {
      const bytes = file.readUInt16BE(tableAt + (channel * height + y) * 2);
      unpackBits(file.subarray(at, at + bytes), plane.subarray(y * rowBytes, (y + 1) * rowBytes));
      at += bytes;
    }
    return plane;
  });
}

/** PackBits: a count of literal bytes, or of repeats. What does not fit the row is dropped. */
function unpackBits(packed: Buffer, row: Buffer): void {
  let to = 0;
  for (let at = 0; at < packed.length && to < row.length; ) {
    const head = packed.readInt8(at++);
    if (head >= 0) {
      to += packed.copy(row, to, at, at + head + 1);
      at += head + 1;
    } else if (head !== -128) {
      row.fill(packed[at++] ?? 0, to, to + 1 - head);
      to += 1 - head;
    }
  }
  if (to < row.length) throw new EaselError('INPUT_TRUNCATED');
}

function interleave8(planes: readonly Buffer[], header: PsdHeader, colors: Buffer | null): Buffer {
  const { width, height, mode, colorChannels, hasAlpha } = header;
  const pixels = width * height;
  if (mode === 'bitmap') return expandBitmap(planes[0] ?? Buffer.alloc(0), width, height);
  if (colors !== null) return expandIndexed(planes[0] ?? Buffer.alloc(0), colors);
  const samples = planes.length;
  const data = Buffer.allocUnsafe(pixels * samples);
  const alpha = hasAlpha ? planes[colorChannels] : undefined;
  // Stored ink is inverted: 255 is none.
  const invert = mode === 'cmyk';
  planes.forEach((plane, channel) => {
    const color = channel < colorChannels;
    for (let i = 0, to = channel; i < pixels; i++, to += samples) {
      const value = plane[i] ?? 0;
      const own = color && alpha !== undefined ? withoutMatte(value, alpha[i] ?? 255, 255) : value;
      data[to] = color && invert ? 255 - own : own;
    }
  });
  return data;
}

function interleave16(planes: readonly Buffer[], header: PsdHeader): Buffer {
  const { width, height, mode, colorChannels, hasAlpha } = header;
  const pixels = width * height;
  const samples = planes.length;
  const data = Buffer.allocUnsafe(pixels * samples * 2);
  const alpha = hasAlpha ? planes[colorChannels] : undefined;
  planes.forEach((plane, channel) => {
    const color = channel < colorChannels;
    for (let i = 0, to = channel; i < pixels; i++, to += samples) {
      const value = plane.readUInt16BE(i * 2);
      const own =
        color && alpha !== undefined ? withoutMatte(value, alpha.readUInt16BE(i * 2), 65_535) : value;
      data.writeUInt16LE(color && mode === 'cmyk' ? 65_535 - own : own, to * 2);
    }
  });
  return data;
}

/** Photoshop blends the composite of a transparent picture with white; this takes the white out again. */
function withoutMatte(value: number, alpha: number, max: number): number {
  if (alpha === 0 || alpha === max) return value;
  return Math.max(0, Math.min(max, Math.round(((value - max) * max) / alpha + max)));
}

/** A set bit is black. */
function expandBitmap(bits: Buffer, width: number, height: number): Buffer {
  const rowBytes = Math.ceil(width / 8);
  const gray = Buffer.allocUnsafe(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = ((bits[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      gray[y * width + x] = bit === 1 ? 0 : 255;
    }
  }
  return gray;
}

function palette(file: Buffer, header: PsdHeader): Buffer | null {
  if (header.mode !== 'indexed') return null;
  return file.subarray(header.colorDataAt, header.colorDataAt + header.colorDataBytes);
}

/** The palette holds all reds, then all greens, then all blues. */
function expandIndexed(indexes: Buffer, colors: Buffer): Buffer {
  const entries = Math.floor(colors.length / 3);
  const rgb = Buffer.allocUnsafe(indexes.length * 3);
  for (let i = 0; i < indexes.length; i++) {
    const index = indexes[i] ?? 0;
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = colors[c * entries + index] ?? 0;
  }
  return rgb;
}
