/** Changes to a preset that is being edited, each leaving a whole one behind. */
import { PresetOutput as PresetOutputSchema } from '../../../../../shared/preset/preset.schema.ts';
import type { Preset, PresetOutput } from '../../../../../shared/preset/preset.ts';

/** What the schema allows. */
export const MOST_OUTPUTS = 20;

/** A start that does something useful at once. */
export function blankPreset(): Preset {
  return {
    id: '',
    name: '',
    description: '',
    category: 'custom',
    outputs: [
      PresetOutputSchema.parse({ recipe: { resize: { longEdge: 2000 }, output: { format: 'jpeg' } } }),
    ],
    sources: [],
  };
}

/** The new output starts as a copy of `from`, since most differ in little. */
export function addOutput(preset: Preset, from: number): Preset {
  const copied = preset.outputs[from];
  if (copied === undefined || preset.outputs.length >= MOST_OUTPUTS) return preset;
  const added = { ...structuredClone(copied), variant: freeVariant(preset.outputs) };
  return { ...preset, outputs: [...preset.outputs, added] };
}

/** The last output stays: a preset without any makes nothing. */
export function removeOutput(preset: Preset, index: number): Preset {
  if (preset.outputs.length === 1) return preset;
  return { ...preset, outputs: preset.outputs.filter((_, other) => other !== index) };
}

export function changeOutput(preset: Preset, index: number, output: PresetOutput): Preset {
  return { ...preset, outputs: preset.outputs.map((old, other) => (other === index ? output : old)) };
}

export function isSamePreset(a: Preset, b: Preset): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function freeVariant(outputs: readonly PresetOutput[]): string {
  const taken = new Set(outputs.map(({ variant }) => variant));
  for (let number = outputs.length + 1; ; number += 1) {
    if (!taken.has(String(number))) return String(number);
  }
}

/** The order in which fields were set says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
