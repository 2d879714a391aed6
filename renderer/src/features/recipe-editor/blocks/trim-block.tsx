/** Cutting a border of one colour away. */
import { ColorField } from '../fields/color-field.tsx';
import classes from '../fields/fields.module.css';
import { NumberField } from '../fields/number-field.tsx';
import { SwitchField } from '../fields/switch-field.tsx';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

export function TrimForm({ value, onChange }: BlockProps<'trim'>) {
  const t = useEditorTexts();
  const { threshold, color } = value;
  return (
    <div className={classes.fields}>
      <NumberField
        path="trim.threshold"
        label={t('trim.threshold')}
        description={t('trim.thresholdHelp')}
        value={threshold}
        onChange={(next) => onChange({ ...value, threshold: next })}
        max={255}
      />
      <SwitchField
        label={t('trim.own')}
        help={t('trim.ownHelp')}
        checked={color !== undefined}
        onChange={(own) => onChange(own ? { threshold, color: '#ffffff' } : { threshold })}
      />
      {color !== undefined && (
        <ColorField
          path="trim.color"
          label={t('trim.color')}
          value={color}
          onChange={(next) => onChange({ ...value, color: next })}
        />
      )}
    </div>
  );
}
