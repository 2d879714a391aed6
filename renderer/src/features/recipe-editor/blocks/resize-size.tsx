/** The numbers that belong to each way of giving a size. */
import { MAX_SIDE } from '../../../../../shared/recipe/recipe.schema.ts';
import classes from '../fields/fields.module.css';
import { NumberField, OptionalNumberField } from '../fields/number-field.tsx';
import { resizeKind, setSide } from '../model/resize.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';

export function ResizeSize({ value, onChange }: BlockProps<'resize'>) {
  const t = useEditorTexts();
  const kind = resizeKind(value);
  if (kind === 'box') {
    return (
      <div className={classes.pair}>
        {(['width', 'height'] as const).map((side) => (
          <OptionalNumberField
            key={side}
            path={`resize.${side}`}
            label={t(side)}
            value={value[side]}
            onChange={(pixels) => onChange(setSide(value, side, pixels))}
            placeholder={t('anySide')}
            min={1}
            max={MAX_SIDE}
            unit="px"
          />
        ))}
      </div>
    );
  }
  if (kind === 'percent') {
    return (
      <NumberField
        path="resize.percent"
        label={t('resize.percent')}
        value={value.percent ?? Number.NaN}
        onChange={(percent) => onChange({ ...value, percent })}
        min={1}
        max={1000}
        decimals={1}
        unit="%"
      />
    );
  }
  if (kind === 'megapixels') {
    return (
      <NumberField
        path="resize.megapixels"
        label={t('resize.megapixels')}
        value={value.megapixels ?? Number.NaN}
        onChange={(megapixels) => onChange({ ...value, megapixels })}
        min={0.001}
        max={268}
        step={0.1}
        decimals={3}
        unit="MP"
      />
    );
  }
  return (
    <NumberField
      path={`resize.${kind}`}
      label={t('resize.side')}
      value={value[kind] ?? Number.NaN}
      onChange={(side) => onChange({ ...value, [kind]: side })}
      min={1}
      max={MAX_SIDE}
      unit="px"
    />
  );
}
