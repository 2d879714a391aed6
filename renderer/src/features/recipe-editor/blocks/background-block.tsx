/** What transparent areas and light backdrops become. */
import { BackgroundBlock } from '../../../../../shared/recipe/recipe.schema.ts';
import { ColorField } from '../fields/color-field.tsx';
import classes from '../fields/fields.module.css';
import { NumberField } from '../fields/number-field.tsx';
import { RadioField } from '../fields/radio-field.tsx';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

export function BackgroundForm({ value, onChange }: BlockProps<'background'>) {
  const t = useEditorTexts();
  return (
    <div className={classes.fields}>
      <RadioField
        label={t('background.mode')}
        choices={[
          { value: 'flatten', label: t('background.flatten') },
          { value: 'blur', label: t('background.blur') },
          { value: 'whiten', label: t('background.whiten'), help: t('background.whitenHelp') },
        ]}
        value={value.mode}
        onChange={(mode) => onChange(BackgroundBlock.parse({ mode }))}
      />
      {value.mode === 'flatten' && (
        <ColorField
          path="background.color"
          label={t('color')}
          value={value.color}
          onChange={(color) => onChange({ ...value, color })}
          transparency
        />
      )}
      {value.mode === 'blur' && (
        <NumberField
          path="background.amount"
          label={t('background.amount')}
          description={t('background.amountHelp')}
          value={value.amount}
          onChange={(amount) => onChange({ ...value, amount })}
          min={0.5}
          max={20}
          step={0.5}
          decimals={1}
          unit="%"
        />
      )}
      {value.mode === 'whiten' && (
        <>
          <NumberField
            path="background.tolerance"
            label={t('background.tolerance')}
            description={t('background.toleranceHelp')}
            value={value.tolerance}
            onChange={(tolerance) => onChange({ ...value, tolerance })}
            max={128}
          />
          <NumberField
            path="background.feather"
            label={t('background.feather')}
            value={value.feather}
            onChange={(feather) => onChange({ ...value, feather })}
            max={20}
            step={0.5}
            decimals={1}
            unit="px"
          />
        </>
      )}
    </div>
  );
}
