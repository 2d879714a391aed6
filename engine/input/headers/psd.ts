/** Reads the header of a Photoshop file and finds its metadata and its composite picture. */
import type { ByteReader } from '../bytes.ts';
import { broken, type Header, unsupported } from './header.ts';

export interface PsdHeader extends Header {
  readonly channels: number;
  readonly bitsPerSample: number;
  readonly mode: 'bitmap' | 'gray' | 'indexed' | 'rgb' | 'cmyk';
  /** Channels that make up the colour; any further ones are transparency or saved selections. */
  readonly colorChannels: number;
  /** The first further channel is the transparency of the whole. */
  readonly hasAlpha: boolean;
  readonly colorDataAt: number;
  readonly colorDataBytes: number;
  /** Image resource blocks: profile, EXIF, XMP, captions. */
  readonly resourcesAt: number;
  readonly resourceBytes: number;
  readonly pixelsAt: number;
}

const MODES: Readonly<Record<number, PsdHeader['mode']>> = {
  0: 'bitmap',
  1: 'gray',
  2: 'indexed',
  3: 'rgb',
  4: 'cmyk',
};
const OTHER_MODES: Readonly<Record<number, string>> = {
  7: 'multichannel PSD',
  8: 'duotone PSD',
  9: 'Lab PSD',
};

export function readPsdHeader(reader: ByteReader): PsdHeader {
  const head = reader.bytes(12, 14);
  const channels = head.readUInt16BE(0);
  const height = head.readUInt32BE(2);
  const width = head.readUInt32BE(6);
  const bitsPerSample = head.readUInt16BE(10);
  const modeNumber = head.readUInt16BE(12);
  const mode = MODES[modeNumber];
  if (mode === undefined) throw unsupported(OTHER_MODES[modeNumber] ?? 'PSD of this colour mode');
  if (bitsPerSample === 32) throw unsupported('32-bit PSD');
  const depths = mode === 'bitmap' ? [1] : mode === 'indexed' ? [8] : [8, 16];
  if (!depths.includes(bitsPerSample)) throw broken('the number of bits is not valid');
  if (width === 0 || height === 0) throw broken('the picture has no size');
  const colorChannels = mode === 'rgb' ? 3 : mode === 'cmyk' ? 4 : 1;
  if (channels < colorChannels || channels > 56) throw broken('the number of channels is not valid');
  const colorDataBytes = reader.bytes(26, 4).readUInt32BE(0);
  const resourcesAt = 30 + colorDataBytes + 4;
  const resourceBytes = reader.bytes(resourcesAt - 4, 4).readUInt32BE(0);
  const layersAt = resourcesAt + resourceBytes + 4;
  const layerBytes = reader.bytes(layersAt - 4, 4).readUInt32BE(0);
  const pixelsAt = layersAt + layerBytes;
  const complete = pixelsEnd(reader, pixelsAt, channels * height, width, bitsPerSample) <= reader.size;
  return {
    width,
    height,
    frames: 1,
    animated: false,
    complete,
    channels,
    bitsPerSample,
    mode,
    resourcesAt,
    resourceBytes,
    pixelsAt,
    colorChannels,
    hasAlpha: channels > colorChannels && hasMergedAlpha(reader, layersAt, layerBytes),
    colorDataAt: 30,
    colorDataBytes,
  };
}

/** A negative count of layers says that the composite has transparency. */
function hasMergedAlpha(reader: ByteReader, layersAt: number, layerBytes: number): boolean {
  return layerBytes >= 6 && reader.bytes(layersAt + 4, 2).readInt16BE(0) < 0;
}

/** Where the composite picture ends; beyond the file when it is cut. */
function pixelsEnd(reader: ByteReader, at: number, rows: number, width: number, bits: number): number {
  const compression = at + 2 <= reader.size ? reader.bytes(at, 2).readUInt16BE(0) : 0;
  if (compression === 0) return at + 2 + rows * Math.ceil((width * bits) / 8);
  if (compression !== 1) return at + 2;
  const tableEnd = at + 2 + rows * 2;
  if (tableEnd > reader.size) return tableEnd;
  const table = reader.bytes(at + 2, rows * 2);
  let end = tableEnd;
  for (let i = 0; i < rows; i++) end += table.readUInt16BE(i * 2);
  return end;
}
