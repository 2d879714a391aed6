/** Cutting to a shape or to an area. */
import classes from '../fields/fields.module.css';
import { GravityField } from '../fields/gravity-field.tsx';
import { NumberField } from '../fields/number-field.tsx';
import { RatioField } from '../fields/ratio-field.tsx';
import { SelectField } from '../fields/select-field.tsx';
import { CROP_KINDS, cropKind, switchCropKind } from '../model/crop.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

export function CropForm({ value, onChange }: BlockProps<'crop'>) {
  const t = useEditorTexts();
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        <SelectField
          path="crop"
          label={t('crop.by')}
          choices={CROP_KINDS.map((kind) => ({ value: kind, label: t(`crop.${kind}`) }))}
          value={cropKind(value)}
          onChange={(kind) => onChange(switchCropKind(value, kind))}
        />
        {'ratio' in value && (
          <RatioField
            path="crop.ratio"
            value={value.ratio}
            onChange={(ratio) => onChange({ ...value, ratio })}
          />
        )}
      </div>
      {'width' in value && (
        <div className={classes.pair}>
          <NumberField
            path="crop.width"
            label={t('width')}
            value={value.width}
            onChange={(width) => onChange({ ...value, width })}
            min={1}
            unit="px"
          />
          <NumberField
            path="crop.height"
            label={t('height')}
            value={value.height}
            onChange={(height) => onChange({ ...value, height })}
            min={1}
            unit="px"
          />
        </div>
      )}
      <GravityField
        path="crop.gravity"
        label={t('crop.keep')}
        value={value.gravity}
        onChange={(gravity) => onChange({ ...value, gravity })}
      />
    </div>
  );
}
