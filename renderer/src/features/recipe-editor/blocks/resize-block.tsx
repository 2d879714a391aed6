/** How large the image becomes, and how it meets that size. */
import { FITS } from '../../../../../shared/recipe/recipe.schema.ts';
import classes from '../fields/fields.module.css';
import { GravityField, PlaceField } from '../fields/gravity-field.tsx';
import { SelectField } from '../fields/select-field.tsx';
import { SwitchField } from '../fields/switch-field.tsx';
import { RESIZE_KINDS, resizeKind, setFit, switchResizeKind, usesGravity } from '../model/resize.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';
import { ResizeSize } from './resize-size.tsx';

const SHARPENING = ['none', 'fast', 'fine'] as const;
const KERNELS = ['lanczos3', 'lanczos2', 'mitchell', 'cubic', 'linear', 'nearest'] as const;

export function ResizeForm({ value, onChange }: BlockProps<'resize'>) {
  const t = useEditorTexts();
  return (
    <div className={classes.fields}>
      <SelectField
        path="resize"
        label={t('resize.by')}
        choices={RESIZE_KINDS.map((kind) => ({ value: kind, label: t(`resize.${kind}`) }))}
        value={resizeKind(value)}
        onChange={(kind) => onChange(switchResizeKind(value, kind))}
      />
      <ResizeSize value={value} onChange={onChange} />
      {resizeKind(value) === 'box' && (
        <SelectField
          path="resize.fit"
          label={t('resize.fit')}
          choices={FITS.map((fit) => ({
            value: fit,
            label: t(`resize.fit.${fit}`),
            help: t(`resize.fit.${fit}Help`),
          }))}
          value={value.fit}
          onChange={(fit) => onChange(setFit(value, fit))}
          explain
        />
      )}
      {usesGravity(value) && value.fit === 'pad' && (
        <PlaceField
          label={t('resize.sit')}
          value={value.gravity}
          onChange={(gravity) => onChange({ ...value, gravity })}
        />
      )}
      {usesGravity(value) && value.fit !== 'pad' && (
        <GravityField
          path="resize.gravity"
          label={t('resize.keep')}
          value={value.gravity}
          onChange={(gravity) => onChange({ ...value, gravity })}
        />
      )}
      <SwitchField
        label={t('resize.enlarge')}
        help={t('resize.enlargeHelp')}
        checked={value.enlarge}
        onChange={(enlarge) => onChange({ ...value, enlarge })}
      />
      <div className={classes.pair}>
        <SelectField
          path="resize.sharpen"
          label={t('resize.sharpen')}
          choices={SHARPENING.map((sharpen) => ({ value: sharpen, label: t(`resize.sharpen.${sharpen}`) }))}
          value={value.sharpen}
          onChange={(sharpen) => onChange({ ...value, sharpen })}
        />
        <SelectField
          path="resize.kernel"
          label={t('resize.kernel')}
          choices={KERNELS.map((kernel) => ({ value: kernel, label: t(`resize.kernel.${kernel}`) }))}
          value={value.kernel}
          onChange={(kernel) => onChange({ ...value, kernel })}
        />
      </div>
    </div>
  );
}
