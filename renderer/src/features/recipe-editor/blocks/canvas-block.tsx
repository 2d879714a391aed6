/** Space around the image: how much, and what it shows. */
import { ColorField } from '../fields/color-field.tsx';
import classes from '../fields/fields.module.css';
import { PlaceField } from '../fields/gravity-field.tsx';
import { OptionalNumberField } from '../fields/number-field.tsx';
import { RatioField } from '../fields/ratio-field.tsx';
import { SelectField } from '../fields/select-field.tsx';
import { CANVAS_KINDS, canvasKind, switchCanvasKind } from '../model/canvas.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import type { BlockProps } from './block-props.ts';
import { CanvasPadding } from './canvas-padding.tsx';

const FILLS = ['auto', 'color', 'transparent', 'blur'] as const;
type Fill = (typeof FILLS)[number];

function fillKind(fill: string | undefined): Fill {
  if (fill === undefined) return 'auto';
  return fill === 'transparent' || fill === 'blur' ? fill : 'color';
}

export function CanvasForm({ value, onChange }: BlockProps<'canvas'>) {
  const t = useEditorTexts();
  const kind = canvasKind(value);
  const chooseFill = (fill: Fill) => {
    const { fill: _, ...others } = value;
    if (fill === 'auto') onChange(others);
    else onChange({ ...others, fill: fill === 'color' ? '#ffffff' : fill });
  };
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        <SelectField
          path="canvas"
          label={t('canvas.by')}
          choices={CANVAS_KINDS.map((choice) => ({ value: choice, label: t(`canvas.${choice}`) }))}
          value={kind}
          onChange={(next) => onChange(switchCanvasKind(value, next))}
        />
        {kind === 'ratio' && (
          <RatioField
            path="canvas.ratio"
            value={value.ratio ?? ''}
            onChange={(ratio) => onChange({ ...value, ratio })}
          />
        )}
      </div>
      {kind === 'size' && <CanvasSize value={value} onChange={onChange} />}
      <CanvasPadding value={value} onChange={onChange} />
      <SelectField
        path="canvas.fill"
        label={t('canvas.fill')}
        choices={FILLS.map((fill) => ({ value: fill, label: t(`canvas.fill.${fill}`) }))}
        value={fillKind(value.fill)}
        onChange={chooseFill}
      />
      {fillKind(value.fill) === 'color' && (
        <ColorField
          path="canvas.fill"
          label={t('color')}
          value={value.fill ?? ''}
          onChange={(fill) => onChange({ ...value, fill })}
          transparency
        />
      )}
      {kind !== 'padding' && (
        <PlaceField
          label={t('canvas.sit')}
          value={value.gravity}
          onChange={(gravity) => onChange({ ...value, gravity })}
        />
      )}
    </div>
  );
}

function CanvasSize({ value, onChange }: BlockProps<'canvas'>) {
  const t = useEditorTexts();
  return (
    <div className={classes.pair}>
      {(['width', 'height'] as const).map((side) => (
        <OptionalNumberField
          key={side}
          path={`canvas.${side}`}
          label={t(side)}
          value={value[side]}
          onChange={(pixels) => {
            const { [side]: _, ...others } = value;
            onChange(pixels === undefined ? others : { ...others, [side]: pixels });
          }}
          placeholder={t('anySide')}
          min={1}
          unit="px"
        />
      ))}
    </div>
  );
}
