/** Which presets, and the recipe of the one looked at. */
import { memo } from 'react';
import { PresetPicker } from './preset-picker.tsx';
import { RecipePanel } from './recipe-panel.tsx';
import { useChoice } from './use-choice.ts';

export const PresetsAndRecipe = memo(function PresetsAndRecipe() {
  const choice = useChoice();
  return (
    <>
      <PresetPicker {...choice} />
      {choice.looked !== null && (
        <RecipePanel preset={choice.looked} choice={choice.choice} library={choice.library} />
      )}
    </>
  );
});
