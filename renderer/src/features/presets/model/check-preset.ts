/** Whether an edited preset can be saved, and what is wrong with which field. */
import { PresetId, Preset as PresetSchema } from '../../../../../shared/preset/preset.schema.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';

export type PresetProblem = 'name' | 'id' | 'idTaken' | 'description' | 'variant' | 'variantTwice' | 'other';

/** Problems with what is entered around recipes and rules; those are checked where they are edited. */
export function presetProblems(preset: Preset, takenIds: readonly string[]): ReadonlySet<PresetProblem> {
  const parsed = PresetSchema.safeParse(preset);
  const problems = new Set<PresetProblem>();
  for (const { path } of parsed.success ? [] : parsed.error.issues) problems.add(problemAt(path));
  const variants = preset.outputs.map(({ variant }) => variant);
  if (new Set(variants).size !== variants.length) problems.add('variantTwice');
  if (PresetId.safeParse(preset.id).success && takenIds.includes(preset.id)) problems.add('idTaken');
  return problems;
}

function problemAt(path: readonly PropertyKey[]): PresetProblem {
  const [field, , inner] = path;
  if (field === 'name' || field === 'id' || field === 'description') return field;
  if (field !== 'outputs') return 'other';
  if (path.length === 1) return 'variantTwice';
  return inner === 'variant' ? 'variant' : 'other';
}
