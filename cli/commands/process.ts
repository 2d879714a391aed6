/** `easel process`: a folder of photos becomes publish-ready images. */
import type { BatchRequest } from '../../core/features/images/images.service.ts';
import { EaselError } from '../../shared/errors.ts';
import type { ConflictPolicy } from '../../shared/job.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type OpenedApp, openApp, startEngine } from '../host.ts';
import type { GlobalOptions } from '../main.ts';
import { runBatch } from '../run-batch.ts';
import { printPlan } from '../terminal/plan.ts';

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
  const app = await openApp(globals, startEngine());
  try {
    const request: BatchRequest = {
      inputs,
      recursive: options.recursive,
      outputFolder: options.out,
      template: options.name,
      conflict: options.conflict,
      keepTree: options.keepTree,
      presets: await choosePresets(app, ids, options.recipe),
    };
    if (options.dryRun) return await rehearse(app, request, options);
    return await runBatch((listener) => app.images.start(request, listener), options);
  } finally {
    await app.close();
  }
}

async function choosePresets(
  app: OpenedApp,
  ids: readonly string[],
  recipeFile: string | undefined,
): Promise<BatchRequest['presets']> {
  const chosen = await Promise.all([...new Set(ids)].map((id) => app.presets.get('device', id)));
  const presets: BatchRequest['presets'][number][] = chosen.map(({ preset }) => preset);
  if (recipeFile !== undefined) {
    const { readRecipeFile } = await import('../recipe-file.ts');
    presets.push(...(await readRecipeFile(recipeFile)));
  }
  const seen = new Set<string>();
  for (const { id } of presets) {
    if (seen.has(id)) throw new EaselError('USAGE_INVALID', { reason: `"${id}" is named twice.` });
    seen.add(id);
  }
  return presets;
}

async function rehearse(
  app: OpenedApp,
  request: BatchRequest,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  let failed = false;
  await app.images.plan(request, (report) => {
    failed ||= report.outputs.some(({ action }) => action === 'fail');
    printPlan(report, { json });
  });
  return failed ? EXIT.someFailed : EXIT.ok;
}
