/** Pictures and measures for the tests of this folder. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll } from 'vitest';
import { DEFAULT_INPUT_LIMITS, type SourceFacts, type SourceFormat } from '../../shared/engine.ts';
import { Recipe, type RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { classifyColor } from '../input/color.ts';
import { type Raster, toRaster } from './draft.ts';
import { renderImages } from './render-images.ts';
import { finishColor, type RenderedImage } from './rendered-image.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'easel-pipeline-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
let files = 0;

export async function save(content: Buffer, ending: string): Promise<string> {
  files += 1;
  const file = path.join(folder, `${files}.${ending}`);
  await writeFile(file, content);
  return file;
}

/** Smooth shapes, hard edges and fine texture, different in every corner; the same pixels on every call. */
export function scene(width: number, height: number): Raster {
  const data = Buffer.alloc(width * height * 3);
  let seed = 7;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const grain = (seed >>> 28) - 8;
      const u = x / width;
      const v = y / height;
      const disc = (u - 0.7) ** 2 + (v - 0.35) ** 2 < 0.03 ? 90 : 0;
      const bars = u < 0.3 && v > 0.6 && Math.floor(x / 6) % 2 === 0 ? 60 : 0;
      data[at] = level(40 + 150 * u + disc + grain);
      data[at + 1] = level(180 - 120 * v + bars + 20 * Math.sin(9 * u) + grain);
      data[at + 2] = level(60 + 140 * u * v - bars + disc / 2 + grain);
    }
  }
  return { data, width, height, channels: 3 };
}

function level(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

export function flat(width: number, height: number, color: readonly number[]): Raster {
  const data = Buffer.alloc(width * height * color.length);
  for (let at = 0; at < data.length; at += 1) data[at] = color[at % color.length] ?? 0;
  return { data, width, height, channels: color.length as Raster['channels'] };
}

export function image({ data, width, height, channels }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

export async function raster(pipeline: Sharp): Promise<Raster> {
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
  return toRaster(data, info);
}

/** Facts as a probe of the file would state them. */
export async function factsOf(file: string): Promise<SourceFacts> {
  const found = await sharp(file).metadata();
  const { width, height } = found.autoOrient;
  return {
    format: (found.format === 'heif' ? 'avif' : found.format) as SourceFormat,
    width,
    height: found.pageHeight ?? height,
    orientation: found.orientation ?? 1,
    pages: found.pages ?? 1,
    hasAlpha: found.hasAlpha,
    ...classifyColor(found),
    bitsPerSample: found.depth === 'ushort' ? 16 : 8,
    takenAt: null,
    file: { bytes: 0, mtimeMs: 0, ctimeMs: 0, sha256: '' },
  };
}

/** Renders every recipe in one call and hands each image, colour step included, to `encode`. */
export async function renderAll<T>(
  file: string,
  recipes: readonly RecipeInput[],
  encode: (pipeline: Sharp, image: RenderedImage) => Promise<T>,
): Promise<T[]> {
  const outputs = recipes.map((recipe, index) => ({ key: String(index), recipe: Recipe.parse(recipe) }));
  const request = { path: file, facts: await factsOf(file), limits: DEFAULT_INPUT_LIMITS, outputs };
  const results = await renderImages(request, (rendered) =>
    encode(finishColor(rendered.image, rendered.color), rendered),
  );
  return results.map((result) => {
    if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
    return result.value;
  });
}

/** The pixels one recipe makes of one file; their size is also held against what the pipeline announced. */
export async function render(file: string, recipe: RecipeInput): Promise<Raster & { told: RenderedImage }> {
  const [made] = await renderAll(file, [recipe], async (pipeline, told) => {
    const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
    const { channels } = info;
    const size = { width: told.width, height: told.height * told.pages };
    // After a cut and an extension sharp reports the size of the cut, so the bytes are counted.
    if (data.length !== size.width * size.height * channels) {
      throw new Error(`announced ${size.width}x${size.height}, made ${data.length / channels} pixels`);
    }
    return { data, ...size, channels, told };
  });
  if (made === undefined) throw new Error('nothing was rendered');
  return made;
}

/** Peak signal-to-noise ratio in decibels; Infinity for equal pixels. */
export function psnr(a: Raster, b: Raster): number {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) {
    throw new Error(
      `different shapes: ${a.width}x${a.height}x${a.channels} and ${b.width}x${b.height}x${b.channels}`,
    );
  }
  let sum = 0;
  for (let at = 0; at < a.data.length; at += 1) sum += ((a.data[at] ?? 0) - (b.data[at] ?? 0)) ** 2;
  return sum === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10((255 ** 2 * a.data.length) / sum);
}

/** Channels of one pixel. */
export function at({ data, width, channels }: Raster, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels)];
}

export function furthest(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? 0))));
}
