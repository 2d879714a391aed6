/** The first look at a source: what it is, why it cannot be used, or that nothing about it changed. */
import type { Kysely } from 'kysely';
import type { EngineVersions, InputLimits, SourceFacts } from '../../../shared/engine.ts';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.types.ts';
import type { Engine } from '../../engine/engine.ts';
import type { InputFile } from '../../files/collect-inputs.ts';
import type { JobRequest } from './job-request.ts';
import { type RecalledOutput, recallOutputs } from './recall.ts';

/** A source file of a job that has no outcome yet. */
export interface OpenItem {
  readonly index: number;
  readonly input: InputFile;
}

export type Look =
  | { readonly kind: 'facts'; readonly item: OpenItem; readonly facts: SourceFacts }
  | { readonly kind: 'failed'; readonly item: OpenItem; readonly failure: Failure }
  /** Every output was made before, from this very file, with these very recipes. */
  | { readonly kind: 'recalled'; readonly item: OpenItem; readonly outputs: readonly RecalledOutput[] };

export interface LookDeps {
  readonly db: Kysely<Database>;
  readonly engine: Engine;
  readonly limits: InputLimits;
  /** Wall limit of one look, in milliseconds. */
  readonly lookMs: number;
  readonly request: JobRequest;
  readonly engineVersions: EngineVersions;
  readonly signal: AbortSignal;
}

export async function lookAt(deps: LookDeps, item: OpenItem): Promise<Look> {
  if (deps.request.conflict === 'if-changed') {
    const outputs = await recallOutputs(deps, item);
    if (outputs !== null) return { kind: 'recalled', item, outputs };
  }
  return probe(deps, item);
}

export async function probe(deps: LookDeps, item: OpenItem): Promise<Look> {
  try {
    const request = { path: item.input.path, limits: deps.limits };
    const facts = await deps.engine.run('probe', request, { signal: deps.signal, limitMs: deps.lookMs });
    return { kind: 'facts', item, facts };
  } catch (error) {
    return { kind: 'failed', item, failure: toFailure(error) };
  }
}

/** Things a folder holds that nobody asked to convert: told as skipped, unless they were named. */
export function isPassedOver({ input }: OpenItem, reason: Failure): boolean {
  return reason.code === 'INPUT_NOT_AN_IMAGE' && !input.explicit;
}
