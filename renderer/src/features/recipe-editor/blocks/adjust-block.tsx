/** Light and colour. Factors are entered as percentages, of which 100 changes nothing. */
import { Button } from '@mantine/core';
import { AdjustBlock } from '../../../../../shared/recipe/recipe.schema.ts';
import classes from '../fields/fields.module.css';
import { NumberField } from '../fields/number-field.tsx';
import { SwitchField } from '../fields/switch-field.tsx';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

const FACTORS = ['brightness', 'contrast', 'saturation'] as const;

export function AdjustForm({ value, onChange }: BlockProps<'adjust'>) {
  const t = useEditorTexts();
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        {FACTORS.map((factor) => (
          <NumberField
            key={factor}
            path={`adjust.${factor}`}
            label={t(`adjust.${factor}`)}
            value={value[factor]}
            onChange={(changed) => onChange({ ...value, [factor]: changed })}
            scale={100}
            max={400}
            decimals={1}
            unit="%"
          />
        ))}
        <NumberField
          path="adjust.hue"
          label={t('adjust.hue')}
          value={value.hue}
          onChange={(hue) => onChange({ ...value, hue })}
          min={-360}
          max={360}
          unit="°"
        />
        <NumberField
          path="adjust.gamma"
          label={t('adjust.gamma')}
          value={value.gamma}
          onChange={(gamma) => onChange({ ...value, gamma })}
          min={1}
          max={3}
          step={0.1}
          decimals={2}
          unit="×"
        />
      </div>
      <SwitchField
        label={t('adjust.grayscale')}
        checked={value.grayscale}
        onChange={(grayscale) => onChange({ ...value, grayscale })}
      />
      <SwitchField
        label={t('adjust.normalize')}
        checked={value.normalize}
        onChange={(normalize) => onChange({ ...value, normalize })}
      />
      <Button size="xs" onClick={() => onChange(AdjustBlock.parse({}))} style={{ alignSelf: 'flex-start' }}>
        {t('adjust.reset')}
      </Button>
    </div>
  );
}
