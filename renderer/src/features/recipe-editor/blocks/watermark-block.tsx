/** Words or a picture laid over the image. */
import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { useId } from 'react';
import { ColorField } from '../fields/color-field.tsx';
import classes from '../fields/fields.module.css';
import { PlaceField } from '../fields/gravity-field.tsx';
import { useIssue } from '../fields/issues.tsx';
import { LengthField } from '../fields/length-field.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { SwitchField } from '../fields/switch-field.tsx';
import { switchWatermarkKind } from '../model/watermark.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

export function WatermarkForm({ value, onChange }: BlockProps<'watermark'>) {
  const t = useEditorTexts();
  const label = useId();
  return (
    <div className={classes.fields}>
      <div>
        <Text id={label} size="sm" fw={500} mb={4}>
          {t('watermark.kind')}
        </Text>
        <SegmentedControl
          aria-labelledby={label}
          fullWidth
          size="sm"
          data={[
            { value: 'text', label: t('watermark.text') },
            { value: 'image', label: t('watermark.image') },
          ]}
          value={value.kind}
          onChange={(kind) => onChange(switchWatermarkKind(value, kind === 'image' ? 'image' : 'text'))}
        />
      </div>
      <WatermarkContent value={value} onChange={onChange} />
      <SwitchField
        label={t('watermark.tile')}
        checked={value.tile}
        onChange={(tile) => onChange({ ...value, tile })}
      />
      {!value.tile && (
        <PlaceField
          label={t('watermark.sit')}
          value={value.gravity}
          onChange={(gravity) => onChange({ ...value, gravity })}
        />
      )}
      <div className={classes.pair}>
        <NumberField
          path="watermark.size"
          label={t('watermark.size')}
          value={value.size}
          onChange={(size) => onChange({ ...value, size })}
          min={1}
          max={100}
          decimals={1}
          unit="%"
        />
        <NumberField
          path="watermark.opacity"
          label={t('watermark.opacity')}
          value={value.opacity}
          onChange={(opacity) => onChange({ ...value, opacity })}
          scale={100}
          max={100}
          unit="%"
        />
        <NumberField
          path="watermark.angle"
          label={t('watermark.angle')}
          value={value.angle}
          onChange={(angle) => onChange({ ...value, angle })}
          min={-180}
          max={180}
          decimals={1}
          unit="°"
        />
      </div>
      <LengthField
        path="watermark.margin"
        label={t('watermark.margin')}
        value={value.margin}
        onChange={(margin) => onChange({ ...value, margin })}
      />
    </div>
  );
}

function WatermarkContent({ value, onChange }: BlockProps<'watermark'>) {
  const t = useEditorTexts();
  const textIssue = useIssue('watermark.text');
  const pathIssue = useIssue('watermark.path');
  if (value.kind === 'image') {
    return (
      <TextInput
        label={t('watermark.path')}
        description={t('watermark.pathHelp')}
        error={pathIssue}
        value={value.path}
        onChange={(event) => onChange({ ...value, path: event.currentTarget.value })}
        spellCheck={false}
        size="sm"
      />
    );
  }
  return (
    <>
      <TextInput
        label={t('watermark.words')}
        error={textIssue}
        value={value.text}
        onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
        size="sm"
      />
      <ColorField
        path="watermark.color"
        label={t('color')}
        value={value.color}
        onChange={(color) => onChange({ ...value, color })}
      />
    </>
  );
}
