/** Which presets are ticked, which one is looked at, and how their recipes were edited for this batch alone. */
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import type { Preset, PresetOutput } from '../../../../../shared/preset/preset.ts';

export interface Choice {
  /** Ids of presets. */
  readonly ticked: readonly string[];
  /** The preset whose recipe is shown; null: the first one ticked. */
  readonly looked: string | null;
  /** Which of its outputs. */
  readonly variant: string;
  /** By preset id: all of its outputs as edited. */
  readonly edits: ReadonlyMap<string, readonly PresetOutput[]>;
}

export const NO_CHOICE: Choice = { ticked: [], looked: null, variant: '', edits: new Map() };

export function tick(choice: Choice, id: string, on: boolean): Choice {
  const without = choice.ticked.filter((other) => other !== id);
  // Ticking shows what was ticked; unticking leaves the view alone.
  return on
    ? { ...choice, ticked: [...without, id], looked: id, variant: '' }
    : { ...choice, ticked: without };
}

export function lookAtPreset(choice: Choice, id: string): Choice {
  return choice.looked === id ? choice : { ...choice, looked: id, variant: '' };
}

export function editOutput(choice: Choice, preset: Preset, changed: PresetOutput): Choice {
  const now = choice.edits.get(preset.id) ?? preset.outputs;
  const next = now.map((output) => (output.variant === changed.variant ? changed : output));
  return { ...choice, edits: new Map(choice.edits).set(preset.id, next) };
}

export function dropEdit(choice: Choice, id: string): Choice {
  if (!choice.edits.has(id)) return choice;
  const edits = new Map(choice.edits);
  edits.delete(id);
  return { ...choice, edits };
}

/** The preset as this batch uses it. */
export function asEdited(preset: Preset, { edits }: Pick<Choice, 'edits'>): Preset {
  const outputs = edits.get(preset.id);
  return outputs === undefined ? preset : { ...preset, outputs: [...outputs] };
}

/** Ticked presets that still exist, in the order of the library. */
export function tickedPresets(choice: Choice, library: readonly PresetEntry[]): readonly Preset[] {
  const ticked = new Set(choice.ticked);
  return library.filter(({ preset }) => ticked.has(preset.id)).map(({ preset }) => asEdited(preset, choice));
}

/** The preset looked at, else the first ticked one, else the first there is. */
export function lookedPreset(choice: Choice, library: readonly PresetEntry[]): Preset | null {
  const find = (id: string | null | undefined) => library.find(({ preset }) => preset.id === id);
  const entry =
    find(choice.looked) ?? library.find(({ preset }) => choice.ticked.includes(preset.id)) ?? library[0];
  return entry === undefined ? null : asEdited(entry.preset, choice);
}

export function lookedOutput(choice: Choice, preset: Preset): PresetOutput | null {
  return preset.outputs.find(({ variant }) => variant === choice.variant) ?? preset.outputs[0] ?? null;
}
