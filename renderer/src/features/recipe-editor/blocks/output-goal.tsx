/** What decides about quality: the usual one, a number, a largest file, a likeness, or no loss. */
import { Text } from '@mantine/core';
import classes from '../fields/fields.module.css';
import { NumberField } from '../fields/number-field.tsx';
import { SelectField } from '../fields/select-field.tsx';
import { goalOf, goalsOf, switchGoal, USUAL_QUALITY } from '../model/output.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

const BYTES_PER_KB = 1000;

export function OutputGoal({ value, onChange }: BlockProps<'output'>) {
  const t = useEditorTexts();
  const goals = goalsOf(value.format);
  const goal = goalOf(value);
  if (goals.length < 2) return null;
  return (
    <>
      <SelectField
        path="output.target"
        label={t('output.goal')}
        choices={goals.map((choice) => ({ value: choice, label: t(`output.goal.${choice}`) }))}
        value={goal}
        onChange={(next) => onChange(switchGoal(value, next))}
      />
      {goal === 'quality' && (
        <NumberField
          path="output.quality"
          label={t('output.quality')}
          value={value.quality ?? USUAL_QUALITY}
          onChange={(quality) => onChange({ ...value, quality })}
          min={1}
          max={100}
        />
      )}
      <OutputTarget value={value} onChange={onChange} />
    </>
  );
}

function OutputTarget({ value, onChange }: BlockProps<'output'>) {
  const t = useEditorTexts();
  const { target, format } = value;
  if (target === undefined) return null;
  const byPalette = !goalsOf(format).includes('quality');
  return (
    <>
      {'bytes' in target ? (
        <div className={classes.pair}>
          <NumberField
            path="output.target.bytes"
            label={t('output.bytes')}
            value={target.bytes}
            onChange={(bytes) => onChange({ ...value, target: { ...target, bytes } })}
            scale={1 / BYTES_PER_KB}
            min={0.1}
            step={10}
            decimals={1}
            unit="kB"
          />
          {!byPalette && (
            <NumberField
              path="output.target.minQuality"
              label={t('output.minQuality')}
              value={target.minQuality}
              onChange={(minQuality) => onChange({ ...value, target: { ...target, minQuality } })}
              min={1}
              max={100}
            />
          )}
        </div>
      ) : (
        <NumberField
          path="output.target.ssim"
          label={t('output.ssim')}
          description={t('output.ssimHelp')}
          value={target.ssim}
          onChange={(ssim) => onChange({ ...value, target: { ssim } })}
          min={0.5}
          max={0.9999}
          step={0.005}
          decimals={4}
        />
      )}
      <Text className={classes.note}>{byPalette ? t('output.paletteHelp') : t('output.targetHelp')}</Text>
    </>
  );
}
