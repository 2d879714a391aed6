/** Ticking and editing presets for one batch never changes the library. */
import { expect, it } from 'vitest';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import { Preset } from '../../../../../shared/preset/preset.schema.ts';
import { asEdited, dropEdit, editOutput, lookedPreset, NO_CHOICE, tick, tickedPresets } from './choice.ts';

const entry = (id: string): PresetEntry => ({
  preset: Preset.parse({ id, name: id, outputs: [{ recipe: {} }] }),
  builtIn: true,
  version: 1,
  updatedAt: null,
});
const library = [entry('first'), entry('second'), entry('third')];
const third = entry('third').preset;

it('lists ticked presets in the order of the library, and forgets deleted ones', () => {
  const choice = tick(tick(tick(NO_CHOICE, 'third', true), 'gone', true), 'first', true);
  expect(tickedPresets(choice, library).map(({ id }) => id)).toEqual(['first', 'third']);
});

it('shows what was ticked last, else the first ticked, else the first', () => {
  expect(lookedPreset(NO_CHOICE, library)?.id).toBe('first');
  const ticked = tick(NO_CHOICE, 'second', true);
  expect(lookedPreset(ticked, library)?.id).toBe('second');
  expect(lookedPreset({ ...ticked, looked: 'gone' }, library)?.id).toBe('second');
});

it('edits one output for this batch and takes it back', () => {
  const [output] = third.outputs;
  if (output === undefined) throw new Error('the preset has an output');
  const recipe = { ...output.recipe, output: { ...output.recipe.output, quality: 50 } };
  const edited = editOutput(tick(NO_CHOICE, 'third', true), third, { ...output, recipe });
  expect(asEdited(third, edited).outputs[0]?.recipe.output.quality).toBe(50);
  expect(third.outputs[0]?.recipe.output.quality).toBeUndefined();
  expect(asEdited(third, dropEdit(edited, 'third'))).toBe(third);
});
