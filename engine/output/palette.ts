/**
 * Reduces a picture to any number of colours. The library's quantiser only knows palettes of 2, 4, 16 and 256: the
 * numbers in between come from the next larger one by merging the colours that are least missed.
 */
import sharp, { type Sharp } from 'sharp';
import type { EncoderSettings } from './encoders.ts';
import { withEncoder } from './encoders.ts';
import type { Pixels } from './pixels.ts';

const LIBRARY_PALETTES: readonly number[] = [2, 4, 16, 256];

/** A picture as palette indices, and the order in which its colours can be merged. */
export interface IndexedPicture {
  readonly width: number;
  readonly height: number;
  readonly indices: Uint8Array;
  /** RGBA, each 0..255. */
  readonly colors: readonly (readonly [number, number, number, number])[];
  readonly counts: readonly number[];
  /** The colour that goes, and the one that takes its pixels over. */
  readonly merges: readonly { readonly from: number; readonly into: number }[];
}

/** Quantising dominates the cost, and a search for a file size asks for the same palette many times. */
const quantised = new WeakMap<Pixels, Map<string, Promise<IndexedPicture>>>();

/** A pipeline of at most `settings.colors` colours, without profile. Still pictures only. */
export async function reducedPixels(pixels: Pixels, settings: EncoderSettings): Promise<Sharp> {
  const wanted = settings.colors ?? 256;
  const level = LIBRARY_PALETTES.find((size) => size >= wanted) ?? 256;
  const cache = quantised.get(pixels) ?? new Map<string, Promise<IndexedPicture>>();
  quantised.set(pixels, cache);
  const key = `${level}/${settings.dither}/${settings.effort}`;
  const picture = cache.get(key) ?? quantise(pixels, { ...settings, colors: level });
  cache.set(key, picture);
  const { width, height } = await picture;
  return sharp(paint(await picture, wanted), { raw: { width, height, channels: 4 } });
}

async function quantise(pixels: Pixels, settings: EncoderSettings): Promise<IndexedPicture> {
  const png = await withEncoder(pixels.open(), { ...settings, format: 'png' }).toBuffer();
  const { data, info } = await sharp(png, { limitInputPixels: false, ignoreIcc: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return indexPicture(data, info.width, info.height);
}

/** `rgba` holds at most 256 colours. */
export function indexPicture(rgba: Buffer, width: number, height: number): IndexedPicture {
  const indices = new Uint8Array(width * height);
  const indexByColor = new Map<number, number>();
  const counts: number[] = [];
  for (let i = 0; i < indices.length; i++) {
    const color = rgba.readUInt32BE(i * 4);
    let index = indexByColor.get(color);
    if (index === undefined) {
      index = counts.length;
      indexByColor.set(color, index);
      counts.push(0);
    }
    indices[i] = index;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const colors = [...indexByColor.keys()].map(
    (color) => [color >>> 24, (color >>> 16) & 255, (color >>> 8) & 255, color & 255] as const,
  );
  return { width, height, indices, colors, counts, merges: mergeOrder(colors, counts) };
}

interface Cluster {
  readonly index: number;
  color: readonly [number, number, number, number];
  count: number;
}

/** Pairwise nearest neighbour: at each step the merge that adds the least squared error over all pixels. */
function mergeOrder(colors: IndexedPicture['colors'], counts: readonly number[]): IndexedPicture['merges'] {
  const clusters: Cluster[] = colors.map((color, index) => ({ index, color, count: counts[index] ?? 0 }));
  const merges: { from: number; into: number }[] = [];
  while (clusters.length > 1) {
    let best = { cost: Number.POSITIVE_INFINITY, first: 0, second: 1 };
    for (let first = 0; first < clusters.length; first++) {
      for (let second = first + 1; second < clusters.length; second++) {
        const cost = mergeCost(clusters[first], clusters[second]);
        if (cost < best.cost) best = { cost, first, second };
      }
    }
    const into = clusters[best.first];
    const [from] = clusters.splice(best.second, 1);
    if (into === undefined || from === undefined) break;
    merges.push({ from: from.index, into: into.index });
    into.color = mean(into, from);
    into.count += from.count;
  }
  return merges;
}

function mergeCost(a: Cluster | undefined, b: Cluster | undefined): number {
  if (a === undefined || b === undefined) return Number.POSITIVE_INFINITY;
  let distance = 0;
  // Colour matters as far as it is seen; alpha always does.
  const seen = Math.max(a.color[3], b.color[3]) / 255;
  for (let channel = 0; channel < 4; channel++) {
    const difference = (a.color[channel] ?? 0) - (b.color[channel] ?? 0);
    distance += difference * difference * (channel === 3 ? 1 : seen);
  }
  return (distance * a.count * b.count) / (a.count + b.count);
}

function mean(a: Cluster, b: Cluster): readonly [number, number, number, number] {
  const total = a.count + b.count;
  const mix = (channel: 0 | 1 | 2 | 3) => (a.color[channel] * a.count + b.color[channel] * b.count) / total;
  return [mix(0), mix(1), mix(2), mix(3)];
}

/** RGBA with at most `wanted` colours. */
export function paint(picture: IndexedPicture, wanted: number): Buffer {
  const clusters: Cluster[] = picture.colors.map((color, index) => ({
    index,
    color,
    count: picture.counts[index] ?? 0,
  }));
  const owner = picture.colors.map((_, index) => index);
  for (const { from, into } of picture.merges.slice(0, Math.max(0, clusters.length - wanted))) {
    const [a, b] = [clusters[into], clusters[from]];
    if (a === undefined || b === undefined) continue;
    a.color = mean(a, b);
    a.count += b.count;
    owner.forEach((index, color) => {
      if (index === from) owner[color] = into;
    });
  }
  const values = owner.map((index) => {
    const [r = 0, g = 0, b = 0, alpha = 0] = (clusters[index]?.color ?? []).map(Math.round);
    return ((r << 24) | (g << 16) | (b << 8) | alpha) >>> 0;
  });
  const rgba = Buffer.alloc(picture.indices.length * 4);
  picture.indices.forEach((index, at) => {
    rgba.writeUInt32BE(values[index] ?? 0, at * 4);
  });
  return rgba;
}
