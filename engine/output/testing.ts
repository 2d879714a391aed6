/** Test pictures and jobs for the output tests: real files in a temporary folder, read and rendered for real. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { DEFAULT_INPUT_LIMITS, type RenderedOutput, type SourceFacts } from '../../shared/engine.ts';
import { Recipe, type RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { FAIL_ON } from '../input/decode-error.ts';
import { probe } from '../input/probe.ts';
import { readSourceTags } from '../metadata/source-tags.ts';
import type { OutputColor, RenderedImage } from '../pipeline/rendered-image.ts';
import { writeOutput } from './write-output.ts';

export async function withTempFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'easel-output-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Smooth shapes, an edge and grain: about as hard to compress as a photo. The same seed gives the same picture. */
export function photo(width: number, height: number, seed = 1, channels: 3 | 4 = 3): Sharp {
  const pixels = Buffer.alloc(width * height * channels);
  let state = seed * 2_654_435_761;
  const grain = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 24;
  };
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const wave = Math.sin(x / (9 + seed)) * 40 + Math.cos(y / (13 + seed)) * 50;
      const edge = (x * seed + y * 2) % 97 < 31 ? 35 : 0;
      for (let c = 0; c < 3; c++)
        pixels[at++] = clamp(128 + wave * (1 - c * 0.3) + edge * (c - 0.5) + grain());
      if (channels === 4) pixels[at++] = x < width / 2 ? 255 : clamp((y * 255) / height);
    }
  }
  return sharp(pixels, { raw: { width, height, channels } });
}

/** Flat areas and few colours. */
export function drawing(width: number, height: number, seed = 1): Sharp {
  const shapes = Array.from({ length: 9 }, (_, i) => {
    const hue = (i * 40 + seed * 57) % 360;
    return `<circle cx="${(i * 53 * seed) % width}" cy="${(i * 37) % height}" r="${6 + i}" fill="hsl(${hue},70%,50%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#fff' });
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

export const PLAIN_COLOR: OutputColor = { profile: 'srgb', convert: false, attach: false };

export interface TestJob {
  readonly folder: string;
  /** Content of the source file. */
  readonly source: Buffer;
  readonly ending: string;
  readonly recipe?: RecipeInput;
  /** Instead of the decoded source with nothing done to it. */
  readonly rendered?: Partial<RenderedImage>;
}

let count = 0;

/** Writes the source, probes it, hands it on unchanged and writes the output beside it. */
export async function runJob(
  job: TestJob,
): Promise<RenderedOutput & { readonly path: string; readonly facts: SourceFacts }> {
  const name = `job-${++count}`;
  const sourcePath = join(job.folder, `${name}.${job.ending}`);
  const path = join(job.folder, `${name}.tmp`);
  await writeFile(sourcePath, job.source);
  const facts = await probe({ path: sourcePath, limits: DEFAULT_INPUT_LIMITS });
  const tags = await readSourceTags(sourcePath, facts, DEFAULT_INPUT_LIMITS);
  const animated = facts.pages > 1;
  const rendered: RenderedImage = {
    image: sharp(sourcePath, { animated, sequentialRead: true, failOn: FAIL_ON }).autoOrient(),
    width: facts.width,
    height: facts.height,
    pages: facts.pages,
    hasAlpha: facts.hasAlpha,
    color: PLAIN_COLOR,
    warnings: [],
    ...job.rendered,
  };
  const recipe = Recipe.parse(job.recipe ?? {});
  const output = await writeOutput({ key: name, rendered, recipe, facts, tags, sourcePath, tempPath: path });
  return { ...output, path, facts };
}
