/**
 * Edits the recipe of one output, block by block in the order they run. Only recipes that can be used are handed on;
 * until then the field says what is wrong.
 */
import { useRef, useState } from 'react';
import type { PresetOutput } from '../../../../shared/preset/preset.ts';
import type { Recipe } from '../../../../shared/recipe/recipe.ts';
import { BlockForm } from './block-form.tsx';
import classes from './block-panel.module.css';
import { BlockPanel } from './block-panel.tsx';
import { IssuesProvider } from './fields/issues.tsx';
import { BLOCKS, type BlockName, isOn, isSwitched, type SwitchedBlock } from './model/blocks.ts';
import { checkRecipe } from './model/issues.ts';
import { blockWords } from './model/recipe-words.ts';
import { type RememberedBlocks, remember, switchOff, switchOn } from './model/switch-blocks.ts';
import { RecipeSummary } from './recipe-summary.tsx';
import { useDraft } from './use-draft.ts';
import { useSpeaker } from './use-speaker.ts';

export interface RecipeEditorProps {
  readonly output: PresetOutput;
  /** Called with outputs whose recipe can be used; everything else stays as it was. */
  readonly onChange: (output: PresetOutput) => void;
  /** Whether what is in the fields right now can be used; called when that changes. */
  readonly onValidity?: (valid: boolean) => void;
  /** Shows the recipe in words instead. */
  readonly readOnly?: boolean;
}

export function RecipeEditor({ output, onChange, onValidity, readOnly = false }: RecipeEditorProps) {
  return readOnly ? (
    <RecipeSummary recipe={output.recipe} />
  ) : (
    <RecipeForm
      recipe={output.recipe}
      onChange={(recipe) => onChange({ ...output, recipe })}
      onValidity={onValidity}
    />
  );
}

interface RecipeFormProps {
  readonly recipe: Recipe;
  readonly onChange: (recipe: Recipe) => void;
  readonly onValidity: ((valid: boolean) => void) | undefined;
}

function RecipeForm({ recipe: value, onChange, onValidity }: RecipeFormProps) {
  const speaker = useSpeaker();
  const { draft: recipe, issues, change } = useDraft(value, { check: checkRecipe, onChange, onValidity });
  const [open, setOpen] = useState<ReadonlySet<BlockName>>(new Set());
  const remembered = useRef<RememberedBlocks>({});

  const openBlock = (block: BlockName, opened: boolean) =>
    setOpen((before) => {
      const after = new Set(before);
      if (opened) after.add(block);
      else after.delete(block);
      return after;
    });
  const switchBlock = (block: SwitchedBlock, on: boolean) => {
    remembered.current = remember(recipe, block, remembered.current);
    change(on ? switchOn(recipe, block, remembered.current) : switchOff(recipe, block));
    openBlock(block, on);
  };

  return (
    <IssuesProvider issues={issues}>
      <div className={classes.blocks}>
        {BLOCKS.map((block) => (
          <BlockPanel
            key={block}
            block={block}
            words={blockWords(recipe, block, speaker)}
            on={isOn(recipe, block)}
            onSwitch={isSwitched(block) ? (on) => switchBlock(block, on) : undefined}
            open={open.has(block)}
            onOpen={(opened) => openBlock(block, opened)}
          >
            <BlockForm block={block} recipe={recipe} onChange={change} />
          </BlockPanel>
        ))}
      </div>
    </IssuesProvider>
  );
}
