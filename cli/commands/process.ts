/** `easel process`: a folder of photos becomes publish-ready images. */
import { resolve } from 'node:path';
import type { LocalClient } from '../../core/rpc/local-client.ts';
import { EaselError } from '../../shared/errors.ts';
import type { ConflictPolicy } from '../../shared/job.ts';
import type { Preset } from '../../shared/preset/preset.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { runBatch } from '../run-batch.ts';
import { printPlan } from '../terminal/plan.ts';
import { withApp } from '../with-app.ts';

interface ProcessOptions {
  readonly preset?: readonly string[];
  readonly recipe?: string;
  readonly out: string;
  readonly name: string;
  readonly conflict: ConflictPolicy;
  readonly keepTree: boolean;
  readonly recursive: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly wait: boolean;
}

export async function processCommand(
  globals: GlobalOptions,
  inputs: readonly string[],
  options: ProcessOptions,
): Promise<ExitCode> {
  // An unset variable in a script must not come to mean the folder it runs in.
  if (options.out.trim() === '' || inputs.some((input) => input.trim() === '')) {
    throw new EaselError('USAGE_INVALID', { reason: 'A file or folder name is empty.' });
  }
  const ids = options.preset ?? [];
  if (ids.length === 0 && options.recipe === undefined) {
    throw new EaselError('USAGE_INVALID', {
      reason: 'Say what to make: --preset with one or more ids, or --recipe with a file.',
    });
  }
  return withApp(globals, async (easel) => {
    const batch = {
      inputs: inputs.map((input) => resolve(input)),
      recursive: options.recursive,
      outputFolder: resolve(options.out),
      template: options.name,
      conflict: options.conflict,
      keepTree: options.keepTree,
      presets: [...new Set(ids), ...(await presetsIn(options.recipe))],
    };
    if (options.dryRun) return rehearse(easel, batch, options);
    return runBatch(easel, () => easel.jobs.start({ ...batch, wait: options.wait }), options);
  });
}

async function presetsIn(recipeFile: string | undefined): Promise<readonly Preset[]> {
  if (recipeFile === undefined) return [];
  const { readRecipeFile } = await import('../recipe-file.ts');
  return readRecipeFile(recipeFile);
}

async function rehearse(
  { jobs }: LocalClient,
  batch: Parameters<LocalClient['jobs']['plan']>[0],
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  let failed = false;
  for await (const report of await jobs.plan(batch)) {
    failed ||= report.outputs.some(({ action }) => action === 'fail');
    printPlan(report, { json });
  }
  return failed ? EXIT.someFailed : EXIT.ok;
}
