/** Sends one admitted source to the engine, and turns its answer into what is ready to be named. */
import { rm } from 'node:fs/promises';
import type { InputLimits, RenderedOutput, SourceFacts } from '../../../shared/engine.ts';
import { type Failure, failure, toFailure } from '../../../shared/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import { renderCost } from '../../engine/render-cost.ts';
import {
  type Admission,
  type AdmissionContext,
  type AdmittedOutput,
  admitOutput,
  factsForName,
} from './admission.ts';
import type { UnwrittenOutput } from './item-result.ts';
import type { OpenItem } from './look.ts';
import type { ReadyItem, ReadyOutput } from './ready-item.ts';
import type { TempFolder } from './temp-folder.ts';

export interface RenderDeps {
  readonly engine: Engine;
  readonly limits: InputLimits;
  readonly fileSeconds: number;
  readonly temp: TempFolder;
  readonly signal: AbortSignal;
}

export interface RenderTask {
  readonly item: OpenItem;
  readonly facts: SourceFacts;
  readonly admissions: readonly Admission[];
  readonly context: AdmissionContext;
}

export type RenderAnswer =
  | { readonly kind: 'ready'; readonly item: ReadyItem }
  /** Not this file's fault: the job stops and the item stays open. */
  | { readonly kind: 'stopped'; readonly failure: Failure };

/** Failures after which going on with other files makes no sense. */
const STOPPING = new Set(['CANCELLED', 'OUTPUT_DISK_FULL', 'ENGINE_UNAVAILABLE']);

export async function renderItem(deps: RenderDeps, task: RenderTask): Promise<RenderAnswer> {
  const { item, facts } = task;
  const wanted = task.admissions.flatMap((admission, number) =>
    admission.action === 'write'
      ? [{ admitted: admission.admitted, tempPath: deps.temp.fileFor(item.index, number) }]
      : [],
  );
  const answers = await deps.engine
    .run(
      'render',
      {
        path: item.input.path,
        facts,
        limits: deps.limits,
        outputs: wanted.map(({ admitted, tempPath }) => ({
          key: admitted.output.key,
          recipe: admitted.output.recipe,
          tempPath,
        })),
      },
      {
        signal: deps.signal,
        ...renderCost(facts, { fileSeconds: deps.fileSeconds, outputs: wanted.length }),
      },
    )
    .then(
      ({ outputs }) => outputs,
      (error: unknown) => {
        const failed = toFailure(error);
        return wanted.map(({ admitted }) => ({
          key: admitted.output.key,
          ok: false as const,
          failure: failed,
        }));
      },
    );

  const ready: ReadyOutput[] = [];
  const unwritten: UnwrittenOutput[] = task.admissions.flatMap((admission) =>
    admission.action === 'write' ? [] : [unwrittenOutput(admission)],
  );
  const stopping = answers.find((answer) => !answer.ok && STOPPING.has(answer.failure.code));
  if (stopping !== undefined && !stopping.ok) {
    await removeAll(wanted.map(({ tempPath }) => tempPath));
    return { kind: 'stopped', failure: inPersonsWords(stopping.failure, task.context.folder.root) };
  }
  for (const { admitted, tempPath } of wanted) {
    const answer = answers.find(({ key }) => key === admitted.output.key);
    if (answer === undefined || !answer.ok) {
      const reason = answer?.failure ?? failure('INTERNAL', { reason: 'the engine gave no answer' });
      unwritten.push({ output: admitted.output, path: admitted.path, outcome: 'failed', failure: reason });
      await removeAll([tempPath]);
      continue;
    }
    const named = await nameByActualSize(task, admitted, answer);
    if ('failure' in named) {
      unwritten.push(named);
      await removeAll([tempPath]);
    } else {
      ready.push({
        output: admitted.output,
        path: named.path,
        replace: named.replace,
        tempPath,
        rendered: answer,
      });
    }
  }
  return { kind: 'ready', item: { ...item, facts, outputs: ready, unwritten } };
}

/** The engine only knows temporary folders; a person chose the one for results, on the same disk. */
function inPersonsWords({ code, data, message }: Failure, folder: string): Failure {
  return code === 'OUTPUT_DISK_FULL' ? failure(code, { ...data, folder }) : { code, data, message };
}

/** A trim makes the picture smaller than predicted; a name that tells its size must tell the true one. */
async function nameByActualSize(
  { context, item, facts }: RenderTask,
  admitted: AdmittedOutput,
  { width, height }: RenderedOutput,
): Promise<{ path: string; replace: boolean } | UnwrittenOutput> {
  const { tokens } = context.names.template;
  const tells = tokens.has('width') || tokens.has('height');
  if (!tells || (width === admitted.width && height === admitted.height)) return admitted;
  context.names.release(admitted.path);
  const nameFacts = { ...factsForName(admitted.output, { ...item, facts }), width, height };
  const admission = await admitOutput(context, { ...item, output: admitted.output, nameFacts });
  return admission.action === 'write' ? admission.admitted : unwrittenOutput(admission);
}

export function unwrittenOutput(admission: Exclude<Admission, { action: 'write' }>): UnwrittenOutput {
  return {
    output: admission.output,
    path: admission.path,
    outcome: admission.action === 'skip' ? 'skipped' : 'failed',
    failure: admission.failure,
  };
}

async function removeAll(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => rm(path, { force: true })));
}
