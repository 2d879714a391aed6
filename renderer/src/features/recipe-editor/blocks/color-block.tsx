/** Which colour space the result is in. */
import classes from '../fields/fields.module.css';
import { RadioField } from '../fields/radio-field.tsx';
import { SwitchField } from '../fields/switch-field.tsx';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

const SPACES = ['srgb', 'p3', 'cmyk', 'keep'] as const;

export function ColorForm({ value, onChange }: BlockProps<'color'>) {
  const t = useEditorTexts();
  return (
    <div className={classes.fields}>
      <RadioField
        label={t('color.space')}
        choices={SPACES.map((space) => ({
          value: space,
          label: t(`color.${space}`),
          help: t(`color.${space}Help`),
        }))}
        value={value.space}
        onChange={(space) => onChange({ ...value, space })}
      />
      {/* Any other space always carries its profile. */}
      {value.space === 'srgb' && (
        <SwitchField
          label={t('color.embed')}
          help={t('color.embedHelp')}
          checked={value.embed}
          onChange={(embed) => onChange({ ...value, embed })}
        />
      )}
    </div>
  );
}
