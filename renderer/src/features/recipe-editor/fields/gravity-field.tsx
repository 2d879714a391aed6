/** Which part of an image stays, or where something sits: nine places, what Easel finds by itself, or one point. */
import { Radio, Stack } from '@mantine/core';
import { type KeyboardEvent, useId } from 'react';
import type { CompassGravity, Gravity } from '../../../../../shared/recipe/recipe.ts';
import { useEditorTexts } from '../recipe-editor.texts.ts';
import { useRecipeWordTexts } from '../recipe-words.texts.ts';
import classes from './gravity-field.module.css';
import { NumberField } from './number-field.tsx';

const PLACES = [
  'northwest',
  'north',
  'northeast',
  'west',
  'center',
  'east',
  'southwest',
  'south',
  'southeast',
] as const satisfies readonly CompassGravity[];

const ROW = 3;
const CENTRE = { x: 0.5, y: 0.5 };

interface PlaceProps {
  readonly label: string;
  readonly value: Gravity;
  readonly onChange: (value: CompassGravity) => void;
}

/** Nine places as a picture of the image. */
export function PlaceField({ label, value, onChange }: PlaceProps) {
  const t = useRecipeWordTexts();
  const name = useId();

  // Radio buttons only know before and after; on a square, up and down mean a row.
  const moveByRow = (event: KeyboardEvent<HTMLInputElement>, index: number) => {
    const step = { ArrowUp: -ROW, ArrowDown: ROW }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = PLACES[index + step];
    if (next === undefined) return;
    onChange(next);
    const inputs = event.currentTarget.closest('fieldset')?.querySelectorAll('input');
    inputs?.[index + step]?.focus();
  };

  return (
    <fieldset className={classes.places}>
      <legend className={classes.legend}>{label}</legend>
      <div className={classes.square}>
        {PLACES.map((place, index) => (
          <label key={place} className={classes.place} title={t(`place.${place}`)}>
            <input
              type="radio"
              name={name}
              className={classes.input}
              checked={value === place}
              onChange={() => onChange(place)}
              onKeyDown={(event) => moveByRow(event, index)}
              aria-label={t(`place.${place}`)}
            />
            <span className={classes.dot} aria-hidden />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export interface GravityFieldProps {
  readonly path: string;
  readonly label: string;
  readonly value: Gravity;
  readonly onChange: (value: Gravity) => void;
}

export function GravityField({ path, label, value, onChange }: GravityFieldProps) {
  const t = useEditorTexts();
  const kind = typeof value === 'object' ? 'point' : value;
  const choose = (chosen: string) => {
    if (chosen === 'point') onChange(CENTRE);
    else if (chosen === 'attention' || chosen === 'entropy') onChange(chosen);
  };
  return (
    <Stack gap="sm">
      <div className={classes.gravity}>
        <PlaceField label={label} value={value} onChange={onChange} />
        <Radio.Group label={t('gravity.smart')} value={kind} onChange={choose} size="sm">
          <Stack gap="xs" mt="xs">
            <Radio
              value="attention"
              label={t('gravity.attention')}
              description={t('gravity.attentionHelp')}
              size="sm"
            />
            <Radio value="entropy" label={t('gravity.entropy')} size="sm" />
            <Radio value="point" label={t('gravity.point')} size="sm" />
          </Stack>
        </Radio.Group>
      </div>
      {typeof value === 'object' && <PointFields path={path} value={value} onChange={onChange} />}
    </Stack>
  );
}

interface PointProps {
  readonly path: string;
  readonly value: { readonly x: number; readonly y: number };
  readonly onChange: (value: { x: number; y: number }) => void;
}

function PointFields({ path, value, onChange }: PointProps) {
  const t = useEditorTexts();
  return (
    <div className={classes.point}>
      {(['x', 'y'] as const).map((axis) => (
        <NumberField
          key={axis}
          path={`${path}.${axis}`}
          label={t(`gravity.${axis}`)}
          value={value[axis]}
          onChange={(share) => onChange({ ...value, [axis]: share })}
          scale={100}
          max={100}
          decimals={1}
          unit="%"
        />
      ))}
    </div>
  );
}
