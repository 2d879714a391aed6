/** Decides, before a pixel is touched, what happens to each output of one source: write, replace, skip or fail. */
import { stat } from 'node:fs/promises';
import type { EngineVersions, SourceFacts } from '../../../shared/engine.ts';
import { EaselError, type Failure, failure } from '../../../shared/errors.ts';
import { nameKey } from '../../../shared/naming/name-template.ts';
import { predictSize } from '../../../shared/recipe/geometry.ts';
import { resolveFormat } from '../../../shared/recipe/output-format.ts';
import type { OutputFormat } from '../../../shared/recipe/recipe.ts';
import type { InputFile } from '../../files/collect-inputs.ts';
import { type JobOutput, type JobRequest, outputsFor } from './job-request.ts';
import { lstatOrNull, type OutputFolder } from './output-folder.ts';
import type { NameFacts, OutputNames } from './output-names.ts';
import type { PastOutput } from './processings.repository.ts';
import { hashFile } from './publish.ts';
import type { RecalledOutput } from './recall.ts';

export interface AdmittedOutput {
  readonly output: JobOutput;
  readonly format: OutputFormat;
  /** Predicted pixels. */
  readonly width: number;
  readonly height: number;
  readonly path: string;
  /** The file that is there now may be replaced. */
  readonly replace: boolean;
}

export type Admission =
  | { readonly action: 'write'; readonly admitted: AdmittedOutput }
  | {
      readonly action: 'skip' | 'fail';
      readonly output: JobOutput;
      readonly path: string | null;
      readonly failure: Failure;
    };

export interface AdmissionContext {
  readonly request: JobRequest;
  readonly folder: OutputFolder;
  readonly names: OutputNames;
  /** `nameKey` of the real path of every source of the job: none of them is ever an output. */
  readonly sourceKeys: ReadonlySet<string>;
  readonly engineVersions: EngineVersions;
  /** The newest record of a file Easel wrote at this path. */
  readonly findOutput: (path: string) => Promise<PastOutput | null>;
}

export interface AdmissionInput {
  readonly input: InputFile;
  readonly index: number;
  readonly facts: SourceFacts;
}

export async function admit(
  context: AdmissionContext,
  source: AdmissionInput,
): Promise<readonly Admission[]> {
  const admissions: Admission[] = [];
  for (const output of outputsFor(context.request, source.input.path)) {
    const nameFacts = factsForName(output, source);
    admissions.push(await admitOutput(context, { ...source, output, nameFacts }));
  }
  return admissions;
}

/** Admission from records alone; `takenOn` never matters here because recalled names do not use it. */
export async function admitRecalled(
  context: AdmissionContext,
  { input, index }: Pick<AdmissionInput, 'input' | 'index'>,
  recalled: readonly RecalledOutput[],
): Promise<readonly Admission[]> {
  const pastByPath = new Map(recalled.map(({ past }) => [past.path, past]));
  const known: AdmissionContext = {
    ...context,
    findOutput: async (path) => pastByPath.get(path) ?? context.findOutput(path),
  };
  const admissions: Admission[] = [];
  for (const { output, past: _, ...made } of recalled) {
    const nameFacts = { index, takenOn: '', ...made };
    admissions.push(await admitOutput(known, { input, index, output, nameFacts }));
  }
  return admissions;
}

export function factsForName(output: JobOutput, { facts, index }: AdmissionInput): NameFacts {
  const format = resolveFormat(output.recipe.output, {
    sourceFormat: facts.format,
    hasAlpha: facts.hasAlpha,
  });
  return {
    index,
    format,
    ...predictSize(output.recipe, facts),
    sourceSha256: facts.file.sha256,
    takenOn: (facts.takenAt ?? new Date(facts.file.mtimeMs).toISOString()).slice(0, 10),
  };
}

interface OutputQuestion {
  readonly input: InputFile;
  readonly index: number;
  readonly output: JobOutput;
  readonly nameFacts: NameFacts;
}

/** Also the way a name is found again when the rendered size turned out different from the prediction. */
export async function admitOutput(context: AdmissionContext, question: OutputQuestion): Promise<Admission> {
  const { input, index, output, nameFacts } = question;
  const policy = context.request.conflict;
  const decide = (action: 'skip' | 'fail', path: string | null, reason: Failure): Admission => ({
    action,
    output,
    path,
    failure: reason,
  });
  try {
    for await (const path of context.names.candidates(input, output, nameFacts)) {
      if (!context.names.claim(path, index)) continue;
      const isSource = context.sourceKeys.has(nameKey(path));
      if (isSource && policy !== 'rename' && policy !== 'skip') {
        return decide('fail', path, failure('OUTPUT_IS_SOURCE', { path }));
      }
      const existing = await lstatOrNull(path);
      const admitted = {
        output,
        format: nameFacts.format,
        width: nameFacts.width,
        height: nameFacts.height,
        path,
      };
      if (existing === null) return { action: 'write', admitted: { ...admitted, replace: false } };
      if (existing.isDirectory()) {
        if (policy === 'rename') {
          context.names.release(path);
          continue;
        }
        return decide(
          'fail',
          path,
          failure('OUTPUT_NOT_WRITABLE', { folder: path, reason: 'it is a folder' }),
        );
      }
      switch (policy) {
        case 'rename':
          context.names.release(path);
          continue;
        case 'skip':
          return decide('skip', path, failure('OUTPUT_EXISTS', { path }));
        case 'overwrite':
          return { action: 'write', admitted: { ...admitted, replace: true } };
        case 'if-changed': {
          const verdict = await compareWithPast(context, path, question);
          if (verdict === 'of-another') {
            // Two photos of one name, processed one after the other: both results stay.
            context.names.release(path);
            continue;
          }
          if (verdict === 'changed') return { action: 'write', admitted: { ...admitted, replace: true } };
          const code = verdict === 'up-to-date' ? 'OUTPUT_UP_TO_DATE' : 'OUTPUT_NOT_OURS';
          return decide('skip', path, failure(code, { path }));
        }
      }
    }
  } catch (error) {
    if (error instanceof EaselError) return decide('fail', null, error.toFailure());
    throw error;
  }
  throw new Error('candidates never end');
}

async function compareWithPast(
  context: AdmissionContext,
  path: string,
  { input, output, nameFacts }: OutputQuestion,
): Promise<'changed' | 'up-to-date' | 'of-another' | 'not-ours'> {
  const past = await context.findOutput(path);
  if (past === null) return 'not-ours';
  const sameContent = past.sourceSha256 === nameFacts.sourceSha256;
  // A photo that was moved is still that photo.
  if (past.outputKey !== output.key || (past.sourcePath !== input.path && !sameContent)) return 'of-another';
  if (!(await isUntouched(path, past))) return 'not-ours';
  const sameWork =
    past.recipeHash === output.recipeHash && past.engineVersions === describeEngine(context.engineVersions);
  return sameContent && sameWork ? 'up-to-date' : 'changed';
}

/** The file still is what Easel wrote: by size and time, else by content. */
export async function isUntouched(path: string, past: PastOutput): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  if (stats === null || stats.size !== past.outputBytes) return false;
  if (Math.floor(stats.mtimeMs) === past.outputMtimeMs) return true;
  return (await hashFile(path)) === past.outputSha256;
}

/** One text per set of versions, stored with every output and compared as a whole. */
export function describeEngine(versions: EngineVersions): string {
  return `sharp ${versions.sharp}, libvips ${versions.libvips}, pipeline ${versions.pipeline}`;
}
