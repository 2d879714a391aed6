/** Turns finished pixels into a finished file: encode, add metadata, write, read back. */

import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RenderedOutput, SourceFacts, SourceFormat } from '../../shared/engine.ts';
import type { EaselError } from '../../shared/errors.ts';
import { resolveFormat } from '../../shared/recipe/output-format.ts';
import type { OutputFormat, Recipe } from '../../shared/recipe/recipe.ts';
import { toDecodeError } from '../input/decode-error.ts';
import { isBare } from '../metadata/bare-container.ts';
import { embedMetadata } from '../metadata/embed.ts';
import { type MetadataPayload, planMetadata } from '../metadata/policy.ts';
import type { SourceTags } from '../metadata/source-tags.ts';
import type { RenderedImage } from '../pipeline/rendered-image.ts';
import { encodeIcon } from './encode-icon.ts';
import { encodePlain, isRepeated } from './encode-plain.ts';
import { encoderSettings, encoderWarnings, isRaster, qualityOf } from './encoders.ts';
import { changesNothing } from './kept-original.ts';
import { frozenPixels, livePixels } from './pixels.ts';
import { encodeWithin } from './target-bytes.ts';
import { encodeToSimilarity } from './target-ssim.ts';
import { removeTempFile, writeTempFile } from './temp-file.ts';
import { verifyContent, verifyFile } from './verify.ts';

export interface OutputJob {
  readonly key: string;
  readonly rendered: RenderedImage;
  readonly recipe: Recipe;
  readonly facts: SourceFacts;
  /** What the source says about itself. */
  readonly tags: SourceTags;
  readonly sourcePath: string;
  /** Created exclusively; gone again when anything fails. */
  readonly tempPath: string;
}

interface FinishedFile {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly quality: number | null;
  readonly warnings: readonly string[];
  /** These are the source's own bytes. */
  readonly isOriginal?: true;
}

/** Throws nothing but EaselError. Pixels are only computed now, so damage of the source surfaces here as well. */
export async function writeOutput(job: OutputJob): Promise<RenderedOutput> {
  const started = performance.now();
  const { rendered, recipe, facts, tempPath } = job;
  const format = resolveFormat(recipe.output, { sourceFormat: facts.format, hasAlpha: facts.hasAlpha });
  const payload = planMetadata(recipe.metadata, job.tags, rendered);
  const made = await makeFile(job, format, payload).catch((error: unknown) =>
    originalWithin(job, toDecodeError(error)),
  );
  const original = made.isOriginal ? made.bytes : await originalInstead(job, format, made.bytes.length);
  const bytes = original ?? made.bytes;
  const file = await writeTempFile(tempPath, bytes);
  try {
    await verifyFile(tempPath, {
      format,
      width: made.width,
      height: made.height,
      pages: isRaster(format) ? rendered.pages : 1,
      bytes: file.bytes,
      sha256: file.sha256,
    });
  } catch (error) {
    await removeTempFile(tempPath);
    throw error;
  }
  return {
    key: job.key,
    ok: true,
    format,
    width: made.width,
    height: made.height,
    file,
    quality: original === null ? made.quality : null,
    keptOriginal: original !== null,
    warnings: [...rendered.warnings, ...(original === null ? made.warnings : [])],
    ms: Math.round(performance.now() - started),
  };
}

async function makeFile(
  job: OutputJob,
  format: OutputFormat,
  payload: MetadataPayload,
): Promise<FinishedFile> {
  const { rendered, recipe } = job;
  const profile = carriesProfile(job);
  const { width, height } = rendered;
  const seal = (encoded: Buffer) => embedMetadata(format, encoded, payload, rendered);
  if (!isRaster(format)) {
    const icon = await encodeIcon(await frozenPixels(rendered, false), format, recipe.output, rendered);
    const { bytes, warnings } = seal(icon.bytes);
    return {
      bytes,
      width: icon.size,
      height: icon.size,
      quality: null,
      warnings: [...icon.warnings, ...warnings],
    };
  }
  const settings = encoderSettings(format, recipe.output);
  const said = encoderWarnings(settings);
  const target = recipe.output.target;
  if (target !== undefined && 'bytes' in target) {
    const pixels = await frozenPixels(rendered, profile);
    let lost: readonly string[] = [];
    const encoded = await encodeWithin(pixels, settings, target, (trial) => {
      const sealed = seal(trial);
      lost = sealed.warnings;
      return sealed.bytes;
    });
    const { bytes, quality, warnings } = encoded;
    return { bytes, width, height, quality, warnings: [...said, ...lost, ...warnings] };
  }
  if (target !== undefined) {
    const found = await encodeToSimilarity(await frozenPixels(rendered, profile), settings, target.ssim);
    const { bytes, warnings } = seal(found.bytes);
    return { bytes, width, height, quality: found.quality, warnings: [...said, ...warnings] };
  }
  const pixels = isRepeated(settings) ? await frozenPixels(rendered, profile) : livePixels(rendered, profile);
  const { bytes, warnings } = seal(await encodePlain(pixels, settings));
  return { bytes, width, height, quality: qualityOf(settings), warnings: [...said, ...warnings] };
}

/** Under `strip` a profile stays only where the numbers would be misread without it. */
function carriesProfile({ rendered, recipe, facts }: OutputJob): boolean {
  const { attach, profile } = rendered.color;
  if (!attach || recipe.metadata.policy !== 'strip') return attach;
  const isSrgb =
    profile === 'srgb' ||
    (profile === 'source' && (recipe.color.space === 'srgb' || facts.color.startsWith('srgb')));
  return !isSrgb;
}

/** A byte target that encoding cannot reach may be one that the source itself meets already. */
async function originalWithin(job: OutputJob, error: EaselError): Promise<FinishedFile> {
  const { target } = job.recipe.output;
  const { width, height } = job.rendered;
  if (error.code !== 'TARGET_UNREACHABLE' || !target || !('bytes' in target)) throw error;
  if (job.facts.file.bytes > target.bytes) throw error;
  const bytes = await originalInstead(job, job.facts.format, Number.POSITIVE_INFINITY);
  if (bytes === null) throw error;
  return { bytes, width, height, quality: null, warnings: [], isOriginal: true };
}

/** The source's own bytes, when they serve as well as the result and are no larger; else null. */
async function originalInstead(
  job: OutputJob,
  format: SourceFormat | OutputFormat,
  madeBytes: number,
): Promise<Buffer | null> {
  const { recipe, facts, rendered, sourcePath } = job;
  const { policy, copyright, creator } = recipe.metadata;
  if (madeBytes < facts.file.bytes || copyright !== undefined || creator !== undefined) return null;
  if (format === 'ico' || !changesNothing(recipe, facts, rendered.pages)) return null;
  const source = await readFile(sourcePath).catch((error: unknown) => {
    throw toDecodeError(error);
  });
  // What was probed is what may be copied: a file that changed since is another picture.
  if (hash('sha256', source) !== facts.file.sha256) return null;
  const allow = { profile: policy === 'private' || carriesProfile(job) };
  if (policy !== 'keep' && !isBare(facts.format, source, allow)) return null;
  // A source may have oddities that Easel forgives when reading and never writes.
  const { width, height, pages } = rendered;
  const isSound = verifyContent(source, { format: facts.format, width, height, pages }).then(
    () => true,
    () => false,
  );
  return (await isSound) ? source : null;
}
