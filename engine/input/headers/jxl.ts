/** Reads the size header of a JPEG XL codestream, bare or inside its container. */
import type { ByteReader } from '../bytes.ts';
import { broken, type Header } from './header.ts';
import { boxes } from './heif.ts';

const CODESTREAM_HEAD_BYTES = 64;

export interface JxlHeader extends Header {
  readonly hasAlpha: boolean;
  /** The decoder turns the picture upright itself; 5..8 swap its sides. */
  readonly orientation: number;
  readonly bitsPerSample: number;
}

export function readJxlHeader(reader: ByteReader): JxlHeader {
  const bare = reader.bytes(0, 2).readUInt16BE(0) === 0xff0a;
  if (bare) return { ...readCodestream(reader, 0), complete: true };
  let start: number | null = null;
  let complete = true;
  for (const box of boxes(reader, 0, reader.size)) {
    if (box.end > reader.size) complete = false;
    if (box.type === 'jxlc') start ??= box.start;
    // A partial codestream starts with its index.
    if (box.type === 'jxlp') start ??= box.start + 4;
  }
  if (start === null) throw broken('there is no picture in it');
  return { ...readCodestream(reader, start), complete };
}

/** Width as a fraction of height, for the seven common shapes. */
const RATIOS: readonly (readonly [number, number])[] = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
];

type TakeBits = (count: number) => number;

function readCodestream(reader: ByteReader, at: number): Omit<JxlHeader, 'complete'> {
  const head = reader.bytes(at, Math.min(CODESTREAM_HEAD_BYTES, reader.size - at));
  if (head.length < 4 || head.readUInt16BE(0) !== 0xff0a) throw broken('the codestream is not valid');
  let bit = 16;
  const take: TakeBits = (count) => {
    let value = 0;
    for (let i = 0; i < count; i++, bit++) value += (((head[bit >> 3] ?? 0) >> (bit & 7)) & 1) * 2 ** i;
    return value;
  };
  return { ...readSize(take), ...readImageMetadata(take) };
}

function readSize(take: TakeBits): { width: number; height: number } {
  const small = take(1) === 1;
  const side = () => (small ? (take(5) + 1) * 8 : take([9, 13, 18, 30][take(2)] ?? 9) + 1);
  const height = side();
  const ratio = RATIOS[take(3) - 1];
  const width = ratio === undefined ? side() : Math.floor((height * ratio[0]) / ratio[1]);
  return { width, height };
}

/** ISO/IEC 18181-1, ImageMetadata, as far as the first extra channel. */
function readImageMetadata(take: TakeBits): Omit<JxlHeader, 'complete' | 'width' | 'height'> {
  const plain = { frames: 1, animated: false, orientation: 1, hasAlpha: false, bitsPerSample: 8 };
  if (take(1) === 1) return plain;
  let orientation = 1;
  if (take(1) === 1) {
    orientation = take(3) + 1;
    if (take(1) === 1) readSize(take);
    // A preview's own size comes next; rare, and whether there is transparency then stays unknown.
    if (take(1) === 1) return { ...plain, orientation, hasAlpha: true };
    if (take(1) === 1) readAnimation(take);
  }
  const float = take(1) === 1;
  const bitsPerSample = float ? choose(take, [32, 16, 24], 6) : choose(take, [8, 10, 12], 6);
  if (float) take(4);
  take(1);
  const extraChannels = [0, 1][take(2)] ?? 2;
  // An extra channel in its default form is transparency, and so is type 0.
  const hasAlpha = extraChannels > 0 && (take(1) === 1 || take(2) === 0);
  return { ...plain, orientation, bitsPerSample, hasAlpha: hasAlpha || extraChannels > 1 };
}

function readAnimation(take: TakeBits): void {
  const number = (...bits: readonly number[]) => take(bits[take(2)] ?? 0);
  number(0, 0, 10, 30);
  number(0, 0, 8, 10);
  number(0, 3, 16, 32);
  take(1);
}

/** One of three usual values, or another in so many bits. */
function choose(take: TakeBits, usual: readonly number[], bits: number): number {
  return usual[take(2)] ?? take(bits) + 1;
}
