/** The outputs of a preset, one at a time: its recipe, with its rules beside it. */
import { Button, Tabs, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { fileExtension } from '../../../../../shared/recipe/output-format.ts';
import { RecipeEditor } from '../../recipe-editor/recipe-editor.tsx';
import { RulesEditor } from '../../recipe-editor/rules-editor.tsx';
import type { PresetProblem } from '../model/check-preset.ts';
import { addOutput, changeOutput, MOST_OUTPUTS, removeOutput } from '../model/preset-edits.ts';
import { usePresetTexts } from '../presets.texts.ts';
import classes from './preset-editor.module.css';

export interface OutputsPanelProps {
  readonly preset: Preset;
  readonly readOnly: boolean;
  readonly problems: ReadonlySet<PresetProblem>;
  readonly onChange: (preset: Preset) => void;
  /** Whether the shown output's recipe and rules can be used. */
  readonly onValidity: (valid: boolean) => void;
}

export function OutputsPanel(props: OutputsPanelProps) {
  const t = usePresetTexts();
  const { preset, readOnly, onChange } = props;
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, preset.outputs.length - 1);
  const several = preset.outputs.length > 1;
  const add = !readOnly && (
    <Button
      size="xs"
      leftSection={<IconPlus size={14} aria-hidden />}
      disabled={preset.outputs.length >= MOST_OUTPUTS}
      onClick={() => {
        onChange(addOutput(preset, index));
        setChosen(preset.outputs.length);
      }}
    >
      {t('addOutput')}
    </Button>
  );
  if (!several) {
    return (
      <div>
        <OutputForm key={0} {...props} index={0} />
        {add !== false && <div className={classes.add}>{add}</div>}
      </div>
    );
  }
  return (
    <Tabs value={String(index)} onChange={(value) => setChosen(Number(value))} keepMounted={false}>
      <div className={classes.tabs}>
        <Tabs.List aria-label={t('outputs')}>
          {preset.outputs.map(({ variant }, position) => (
            // Outputs have no other lasting name than their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Tabs.Tab key={position} value={String(position)}>
              {variant === '' ? t('output', { name: position + 1 }) : variant}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {add}
      </div>
      {preset.outputs.map((_, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Tabs.Panel key={position} value={String(position)}>
          <OutputForm {...props} index={position} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function OutputForm({
  preset,
  readOnly,
  problems,
  index,
  onChange,
  onValidity,
}: OutputsPanelProps & { readonly index: number }) {
  const t = usePresetTexts();
  const [recipeValid, setRecipeValid] = useState(true);
  const [rulesValid, setRulesValid] = useState(true);
  useEffect(() => {
    onValidity(recipeValid && rulesValid);
    return () => onValidity(true);
  }, [recipeValid, rulesValid, onValidity]);
  const onRecipeValidity = useCallback((valid: boolean) => setRecipeValid(valid), []);
  const onRulesValidity = useCallback((valid: boolean) => setRulesValid(valid), []);

  const output = preset.outputs[index];
  if (output === undefined) return null;
  const change = (changed: typeof output) => onChange(changeOutput(preset, index, changed));
  return (
    <>
      {preset.outputs.length > 1 && !readOnly && (
        <div className={classes.variant}>
          <TextInput
            label={t('variant')}
            description={t('variantHelp')}
            error={variantProblem(problems, t)}
            value={output.variant}
            onChange={(event) => change({ ...output, variant: event.currentTarget.value })}
            classNames={{ input: classes.code }}
            spellCheck={false}
            size="sm"
          />
          <Button
            size="sm"
            leftSection={<IconTrash size={16} stroke={1.5} aria-hidden />}
            onClick={() => onChange(removeOutput(preset, index))}
          >
            {t('removeOutput')}
          </Button>
        </div>
      )}
      <div className={classes.output}>
        <section aria-labelledby="preset-recipe">
          <h2 id="preset-recipe" className={classes.heading}>
            {t('recipe')}
          </h2>
          <RecipeEditor output={output} onChange={change} onValidity={onRecipeValidity} readOnly={readOnly} />
          <p className={classes.example}>{t('fileExample', { example: exampleName(preset, index) })}</p>
        </section>
        <section aria-labelledby="preset-rules">
          <h2 id="preset-rules" className={classes.heading}>
            {t('rulesTitle')}
          </h2>
          <RulesEditor
            rules={output.rules}
            onChange={(rules) => change({ ...output, rules })}
            onValidity={onRulesValidity}
            readOnly={readOnly}
          />
        </section>
      </div>
    </>
  );
}

function variantProblem(
  problems: ReadonlySet<PresetProblem>,
  t: ReturnType<typeof usePresetTexts>,
): string | undefined {
  if (problems.has('variant')) return t('problem.variant');
  return problems.has('variantTwice') ? t('problem.variantTwice') : undefined;
}

/** As the usual name template makes it. */
function exampleName({ id, outputs }: Preset, index: number): string {
  const output = outputs[index];
  const variant = output === undefined || output.variant === '' ? '' : `-${output.variant}`;
  const format = output?.recipe.output.format ?? 'same';
  return `${id === '' ? '…' : id}/IMG_1234${variant}.${format === 'same' ? 'jpg' : fileExtension(format)}`;
}
