/** Fewer colours for a smaller PNG or GIF. */
import { NumberField } from '../fields/number-field.tsx';
import { SwitchField } from '../fields/switch-field.tsx';
import { setReducedColors } from '../model/output.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

export function OutputColors({ value, onChange }: BlockProps<'output'>) {
  const t = useEditorTexts();
  return (
    <>
      <SwitchField
        label={t('output.colors')}
        checked={value.colors !== undefined}
        onChange={(on) => onChange(setReducedColors(value, on))}
      />
      {value.colors !== undefined && (
        <NumberField
          path="output.colors"
          label={t('output.colorsAtMost')}
          value={value.colors}
          onChange={(colors) => onChange({ ...value, colors })}
          min={2}
          max={256}
        />
      )}
    </>
  );
}
