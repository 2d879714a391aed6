/** The recipe of the preset looked at, edited for this batch; kept as a preset when it is good. */
import { Button, SegmentedControl, Select, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { type Choice, dropEdit, editOutput, lookedOutput } from '../state/choice.ts';
import { choiceStore } from '../state/choice-store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './recipe-panel.module.css';
import { SavePreset } from './save-preset.tsx';

const RecipeEditor = lazy(async () => ({
  default: (await import('../../recipe-editor/recipe-editor.tsx')).RecipeEditor,
}));

/** More outputs than this do not fit beside each other. */
const SEGMENTS = 3;

export interface RecipePanelProps {
  readonly preset: Preset;
  readonly choice: Choice;
  readonly library: readonly PresetEntry[];
}

export function RecipePanel({ preset, choice, library }: RecipePanelProps) {
  const t = useWorkbenchTexts();
  const [saving, setSaving] = useState(false);
  const output = lookedOutput(choice, preset);
  const edited = choice.edits.has(preset.id);
  if (output === null) return null;
  const variants = preset.outputs.map(({ variant }) => ({ value: variant, label: variant }));
  const lookAtVariant = (variant: string) => choiceStore.update((now) => ({ ...now, variant }));
  return (
    <section className={classes.panel} aria-label={t('recipe.title', { name: preset.name })}>
      <div className={classes.head}>
        <h2 className={classes.title}>{preset.name}</h2>
        {edited && (
          <>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              onClick={() => choiceStore.update((now) => dropEdit(now, preset.id))}
            >
              {t('recipe.reset')}
            </Button>
            <Button size="xs" variant="light" onClick={() => setSaving(true)}>
              {t('recipe.save')}
            </Button>
          </>
        )}
      </div>
      <div className={classes.body}>
        {variants.length > SEGMENTS && (
          <Select
            size="xs"
            aria-label={t('recipe.output')}
            data={variants}
            value={output.variant}
            onChange={(variant) => variant !== null && lookAtVariant(variant)}
          />
        )}
        {variants.length > 1 && variants.length <= SEGMENTS && (
          <SegmentedControl
            size="xs"
            fullWidth
            data={variants}
            value={output.variant}
            onChange={lookAtVariant}
          />
        )}
        <Suspense fallback={<Skeleton height={240} />}>
          <RecipeEditor
            key={`${preset.id}/${output.variant}`}
            output={output}
            onChange={(changed) => choiceStore.update((now) => editOutput(now, preset, changed))}
          />
        </Suspense>
      </div>
      {saving && <SavePreset preset={preset} library={library} onClose={() => setSaving(false)} />}
    </section>
  );
}
