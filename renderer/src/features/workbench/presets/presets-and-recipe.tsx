/** Which presets, and the recipe of the one looked at. */
import { memo } from 'react';
import { Splitter, useSplit } from '../splitter.tsx';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { PresetPicker } from './preset-picker.tsx';
import classes from './presets-and-recipe.module.css';
import { RecipePanel } from './recipe-panel.tsx';
import { useChoice } from './use-choice.ts';

export const PresetsAndRecipe = memo(function PresetsAndRecipe() {
  const t = useWorkbenchTexts();
  const choice = useChoice();
  const [share, setShare] = useSplit('easel-presets-split', 0.48);
  return (
    <>
      <div className={classes.presets} style={{ flexBasis: `${share * 100}%` }}>
        <PresetPicker {...choice} />
      </div>
      {choice.looked !== null && (
        <>
          <Splitter label={t('split.presets')} share={share} onShare={setShare} />
          <RecipePanel preset={choice.looked} choice={choice.choice} library={choice.library} />
        </>
      )}
    </>
  );
});
