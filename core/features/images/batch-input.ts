/** From the words of the contract to a batch: ids become presets, and every path is one the caller may use. */
import type { z } from 'zod';
import type { BatchInput } from '../../../shared/contract/jobs.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { Preset } from '../../../shared/preset/preset.ts';
import type { AllowedPaths } from '../../files/allowed-paths.ts';
import type { BatchRequest } from './prepare-batch.ts';

export interface BatchInputDeps {
  readonly allowed: AllowedPaths;
  readonly findPreset: (id: string) => Promise<Preset>;
}

export async function toBatchRequest(
  { allowed, findPreset }: BatchInputDeps,
  input: z.output<typeof BatchInput>,
): Promise<BatchRequest> {
  const presets = await Promise.all(
    [...new Set(input.presets)].map((preset) => (typeof preset === 'string' ? findPreset(preset) : preset)),
  );
  const seen = new Set<string>();
  for (const { id } of presets) {
    if (seen.has(id)) throw new EaselError('USAGE_INVALID', { reason: `"${id}" is named twice.` });
    seen.add(id);
  }
  const inputs = input.inputs.map((file) => (typeof file === 'string' ? file : file.path));
  for (const path of [...inputs, input.outputFolder, ...presets.flatMap(filesOf)]) {
    await allowed.check(path);
  }
  return { ...input, presets };
}

/** Files that a preset itself names. */
export function filesOf({ outputs }: Pick<Preset, 'outputs'>): readonly string[] {
  return outputs.flatMap(({ recipe: { watermark } }) =>
    watermark?.kind === 'image' ? [watermark.path] : [],
  );
}
