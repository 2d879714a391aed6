/** Turning upright, turning further, mirroring. */
import { SegmentedControl, Text } from '@mantine/core';
import { useId } from 'react';
import classes from '../fields/fields.module.css';
import { SwitchField } from '../fields/switch-field.tsx';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

const TURNS = [0, 90, 180, 270] as const;

export function OrientForm({ value, onChange }: BlockProps<'orient'>) {
  const t = useEditorTexts();
  const label = useId();
  return (
    <div className={classes.fields}>
      <SwitchField
        label={t('orient.auto')}
        help={t('orient.autoHelp')}
        checked={value.auto}
        onChange={(auto) => onChange({ ...value, auto })}
      />
      <div>
        <Text id={label} size="sm" fw={500} mb={4}>
          {t('orient.rotate')}
        </Text>
        <SegmentedControl
          aria-labelledby={label}
          fullWidth
          size="sm"
          data={TURNS.map((degrees) => ({
            value: String(degrees),
            label: degrees === 0 ? t('orient.none') : `${degrees}°`,
          }))}
          value={String(value.rotate)}
          onChange={(chosen) => {
            const rotate = TURNS.find((degrees) => String(degrees) === chosen);
            if (rotate !== undefined) onChange({ ...value, rotate });
          }}
        />
      </div>
      <SwitchField
        label={t('orient.flip')}
        checked={value.flip}
        onChange={(flip) => onChange({ ...value, flip })}
      />
      <SwitchField
        label={t('orient.flop')}
        checked={value.flop}
        onChange={(flop) => onChange({ ...value, flop })}
      />
    </div>
  );
}
