/** From what was asked to what a job stores: the files found, and every recipe with its hash. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { ConflictPolicy } from '../../../shared/job.ts';
import { parseNameTemplate } from '../../../shared/naming/name-template.ts';
import type { Preset } from '../../../shared/preset/preset.ts';
import { applyOverride, type RecipeOverride } from '../../../shared/recipe/override.ts';
import type { Database } from '../../db/database.types.ts';
import type { AllowedPaths } from '../../files/allowed-paths.ts';
import { collectInputs, type InputFile } from '../../files/collect-inputs.ts';
import { type JobOutput, type JobRequest, outputKey } from './job-request.ts';
import { openOutputFolder } from './output-folder.ts';
import { findOutputsAmong } from './processings.repository.ts';
import { recipeContentHash } from './recipe-hash.ts';
import { createRealFolders } from './source-keys.ts';

export interface BatchRequest {
  /** Files and folders by name, and files that were found in a folder before. */
  readonly inputs: readonly (string | FoundFile)[];
  readonly recursive: boolean;
  readonly outputFolder: string;
  readonly template: string;
  readonly conflict: ConflictPolicy;
  readonly keepTree: boolean;
  readonly presets: readonly Pick<Preset, 'id' | 'outputs'>[];
  /** By source path: what a person changed for that image alone. */
  readonly overrides: Readonly<Record<string, RecipeOverride>>;
}

interface FoundFile {
  readonly path: string;
  /** Below the folder it was found in, with `/`. */
  readonly relativeDir: string;
}

export interface PrepareDeps {
  readonly db: Kysely<Database>;
  readonly allowed: AllowedPaths;
  readonly localStamp: () => { readonly date: string; readonly time: string };
}

export async function prepareBatch(
  { db, allowed, localStamp }: PrepareDeps,
  request: BatchRequest,
): Promise<{ readonly inputs: readonly InputFile[]; readonly job: JobRequest }> {
  parseNameTemplate(request.template);
  const outputs = await jobOutputs(request.presets, {});
  const ownOutputs: Record<string, readonly JobOutput[]> = {};
  for (const [path, override] of Object.entries(request.overrides)) {
    ownOutputs[resolve(path)] = await jobOutputs(request.presets, override);
  }
  const folder = await openOutputFolder(request.outputFolder, { create: false });
  const named = request.inputs.filter((input) => typeof input === 'string');
  const walked = await collectInputs(named, {
    recursive: request.recursive,
    exclude: await foldersToExclude(named, folder.root),
  });
  const found = withFound(walked, request.inputs);
  // A link inside an allowed folder may lead out of it.
  if (allowed.roots !== null) for (const { path } of found) await allowed.check(path);
  const inputs = await leaveOutOwnOutputs(db, found);
  if (inputs.length === 0) throw new EaselError('NO_INPUTS');
  const { conflict, keepTree, template } = request;
  return {
    inputs,
    job: { outputFolder: folder.root, template, conflict, keepTree, outputs, ownOutputs, ...localStamp() },
  };
}

/** In the order of the list; a file that is also named is taken as named. */
function withFound(walked: readonly InputFile[], inputs: BatchRequest['inputs']): readonly InputFile[] {
  const files = new Map<string, InputFile>();
  for (const input of inputs) {
    if (typeof input === 'string') continue;
    const path = resolve(input.path);
    files.set(path, { path, relativeDir: input.relativeDir, explicit: false });
  }
  for (const file of walked) files.set(file.path, file);
  return [...files.values()];
}

function jobOutputs(
  presets: BatchRequest['presets'],
  override: RecipeOverride,
): Promise<readonly JobOutput[]> {
  return Promise.all(
    presets.flatMap(({ id, outputs }) =>
      outputs.map(async ({ variant, recipe: plain }) => {
        const recipe = applyOverride(plain, override);
        const recipeHash = await recipeContentHash(recipe);
        return { key: outputKey(id, variant), presetId: id, variant, recipe, recipeHash };
      }),
    ),
  );
}

/** An output folder inside an input folder is never walked; when it is the input folder, single files are. */
async function foldersToExclude(inputs: readonly string[], outputRoot: string): Promise<readonly string[]> {
  const named = await Promise.all(inputs.map((input) => realpath(input).catch(() => input)));
  return named.includes(outputRoot) ? [] : [outputRoot];
}

/** A batch into its own input folder must not take its earlier results for new photos. */
async function leaveOutOwnOutputs(
  db: Kysely<Database>,
  found: readonly InputFile[],
): Promise<readonly InputFile[]> {
  const realFolder = createRealFolders();
  const real = new Map<string, string>();
  for (const { path, explicit } of found) {
    if (!explicit) real.set(path, join(await realFolder(dirname(path)), basename(path)));
  }
  const known = await findOutputsAmong(db, [...real.values()]);
  return found.filter(({ path }) => !known.has(real.get(path) ?? ''));
}
