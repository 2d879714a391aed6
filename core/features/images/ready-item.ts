/** Results that are complete and verified but do not carry their names yet: journalled first, then moved, then told. */
import { rm } from 'node:fs/promises';
import type { RenderedOutput, SourceFacts } from '../../../shared/engine.ts';
import { EaselError, failure } from '../../../shared/errors.ts';
import { type AdmissionContext, admitOutput, factsForName, isUntouched } from './admission.ts';
import type { ItemResult, UnwrittenOutput, WrittenOutput } from './item-result.ts';
import type { JobOutput } from './job-request.ts';
import type { OpenItem } from './look.ts';
import { lstatOrNull } from './output-folder.ts';
import { hashFile, publish } from './publish.ts';
import { unwrittenOutput } from './render-item.ts';

export interface ReadyOutput {
  readonly output: JobOutput;
  readonly path: string;
  /** The file that has this name may be replaced. */
  readonly replace: boolean;
  readonly tempPath: string;
  readonly rendered: RenderedOutput;
}

export interface ReadyItem extends OpenItem {
  readonly facts: SourceFacts;
  readonly outputs: readonly ReadyOutput[];
  /** Outputs of the same source that are not to be written. */
  readonly unwritten: readonly UnwrittenOutput[];
}

export interface FinishDeps {
  readonly context: AdmissionContext;
  /** Resolves when the item is journalled as ready. */
  readonly journal: (item: ReadyItem) => Promise<void>;
}

/** Moves every output of an item to its name. Throws OUTPUT_DISK_FULL, because then the whole job stops. */
export async function finishReady(deps: FinishDeps, item: ReadyItem): Promise<ItemResult> {
  if (item.outputs.length > 0) await deps.journal(item);
  const written: WrittenOutput[] = [];
  const unwritten = [...item.unwritten];
  for (const output of item.outputs) {
    const end = await moveToName(deps, { ...item, outputs: currentOutputs(item, written) }, output);
    if ('rendered' in end) written.push(end);
    else unwritten.push(end);
  }
  return resultOf(item, written, unwritten);
}

/** The item's outputs with the names that those already moved really got. */
function currentOutputs(item: ReadyItem, written: readonly WrittenOutput[]): readonly ReadyOutput[] {
  return item.outputs.map((output) => {
    const moved = written.find((done) => done.output.key === output.output.key);
    return moved === undefined ? output : { ...output, path: moved.path };
  });
}

/**
 * The same for an item journalled by a run that was killed: an output that already has its name is recognised by its
 * content, and one whose temporary file is gone as well was lost with the disk: it is reported, never assumed.
 */
export async function recoverReady(deps: FinishDeps, item: ReadyItem): Promise<ItemResult> {
  const written: WrittenOutput[] = [];
  const unwritten = [...item.unwritten];
  for (const output of item.outputs) {
    const { sha256 } = output.rendered.file;
    if ((await hashFile(output.path)) === sha256) {
      await rm(output.tempPath, { force: true });
      written.push(output);
    } else if ((await hashFile(output.tempPath)) === sha256) {
      const end = await moveToName(deps, { ...item, outputs: currentOutputs(item, written) }, output);
      if ('rendered' in end) written.push(end);
      else unwritten.push(end);
    } else {
      const reason = failure('OUTPUT_VERIFY_FAILED', { reason: 'it was lost when the computer stopped' });
      unwritten.push({ output: output.output, path: output.path, outcome: 'failed', failure: reason });
    }
  }
  return resultOf(item, written, unwritten);
}

function resultOf(
  item: ReadyItem,
  written: readonly WrittenOutput[],
  unwritten: readonly UnwrittenOutput[],
): ItemResult {
  return { index: item.index, input: item.input, facts: item.facts, written, unwritten };
}

/** Between the decision and now lies the rendering, or a night: under if-changed an edited file still is not ours. */
async function mayStillReplace(context: AdmissionContext, path: string): Promise<boolean> {
  if (context.request.conflict !== 'if-changed' || (await lstatOrNull(path)) === null) return true;
  const past = await context.findOutput(path);
  return past !== null && isUntouched(path, past);
}

async function moveToName(
  deps: FinishDeps,
  item: ReadyItem,
  first: ReadyOutput,
): Promise<WrittenOutput | UnwrittenOutput> {
  const { context } = deps;
  let ready = first;
  try {
    for (;;) {
      await context.folder.ensureParent(ready.path);
      const free = !ready.replace || (await mayStillReplace(context, ready.path));
      if (free && (await publish(ready.tempPath, ready.path, { replace: ready.replace })) === 'published') {
        return ready;
      }
      // Somebody made or changed a file of this name in the meantime: ask again, and journal the new answer.
      context.names.release(ready.path);
      const { width, height } = ready.rendered;
      const nameFacts = { ...factsForName(ready.output, item), width, height };
      const admission = await admitOutput(context, { ...item, output: ready.output, nameFacts });
      if (admission.action !== 'write') {
        await rm(ready.tempPath, { force: true });
        return unwrittenOutput(admission);
      }
      ready = { ...ready, path: admission.admitted.path, replace: admission.admitted.replace };
      const others = item.outputs.filter((output) => output.output.key !== ready.output.key);
      await deps.journal({ ...item, outputs: [...others, ready] });
    }
  } catch (error) {
    if (!(error instanceof EaselError) || error.code === 'OUTPUT_DISK_FULL') throw error;
    await rm(ready.tempPath, { force: true });
    return { output: ready.output, path: ready.path, outcome: 'failed', failure: error.toFailure() };
  }
}
