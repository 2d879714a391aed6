/** A rehearsal: everything a batch would decide, nothing it would do. */
import type { Kysely } from 'kysely';
import type { InputLimits } from '../../../shared/engine.ts';
import type { PlannedReport } from '../../../shared/job.ts';
import type { Database } from '../../db/database.types.ts';
import type { Engine } from '../../engine/engine.ts';
import type { InputFile } from '../../files/collect-inputs.ts';
import { type Admission, type AdmissionContext, admit } from './admission.ts';
import { type JobRequest, outputsFor } from './job-request.ts';
import { isPassedOver, type LookDeps, type OpenItem, probe } from './look.ts';
import { lookahead } from './lookahead.ts';
import { openOutputFolder } from './output-folder.ts';
import { createOutputNames } from './output-names.ts';
import { findOutputByPath } from './processings.repository.ts';
import { sourceKeysOf } from './source-keys.ts';

export interface PlanDeps {
  readonly db: Kysely<Database>;
  readonly engine: Engine;
  readonly limits: InputLimits;
  /** Wall limit of a look at one file, in milliseconds. */
  readonly lookMs: number;
}

export interface PlanOptions {
  readonly inputs: readonly InputFile[];
  readonly request: JobRequest;
  readonly signal: AbortSignal;
}

/** Sources looked at before their turn. */
const LOOKAHEAD = 8;

export async function* planJob(
  deps: PlanDeps,
  { inputs, request, signal }: PlanOptions,
): AsyncGenerator<PlannedReport> {
  const { db, engine } = deps;
  const folder = await openOutputFolder(request.outputFolder, { create: false });
  const engineVersions = await engine.versions();
  const context: AdmissionContext = {
    request,
    folder,
    names: createOutputNames(request, folder),
    engineVersions,
    sourceKeys: await sourceKeysOf(inputs.map(({ path }) => path)),
    findOutput: (path) => findOutputByPath(db, path),
  };
  const lookDeps: LookDeps = { ...deps, request, engineVersions, signal };
  for await (const look of lookahead(items(inputs), LOOKAHEAD, (item) => probe(lookDeps, item))) {
    const { path } = look.item.input;
    if (look.kind === 'facts') {
      const admissions = await admit(context, { ...look.item, facts: look.facts });
      yield { type: 'plan', input: path, outputs: admissions.map(describe) };
    } else if (look.kind === 'failed') {
      const { code, message } = look.failure;
      const outputs = outputsFor(request, path).map(({ presetId, variant }) => ({
        ...NOTHING,
        preset: presetId,
        variant,
        action: isPassedOver(look.item, look.failure) ? ('skip' as const) : ('fail' as const),
        error: { code, message },
      }));
      yield { type: 'plan', input: path, outputs };
    }
  }
}

const NOTHING = { path: null, format: null, width: null, height: null };

function describe(admission: Admission): PlannedReport['outputs'][number] {
  if (admission.action === 'write') {
    const { output, path, format, width, height, replace } = admission.admitted;
    const action = replace ? 'replace' : 'write';
    return { preset: output.presetId, variant: output.variant, path, format, width, height, action };
  }
  const { output, path, action, failure } = admission;
  const error = { code: failure.code, message: failure.message };
  return { ...NOTHING, preset: output.presetId, variant: output.variant, path, action, error };
}

async function* items(inputs: readonly InputFile[]): AsyncGenerator<OpenItem> {
  for (const [index, input] of inputs.entries()) yield { index, input };
}
