/**
 * A number with its unit, entered by keyboard: arrows step, Shift takes ten steps. What cannot be used stays visible
 * with the reason below it; nothing is corrected behind anybody's back.
 */
import { NumberInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../i18n/i18n.ts';
import { useIssue } from './issues.tsx';

interface CommonProps {
  /** Where the value lies in the edited object, to find what is wrong with it. */
  readonly path: string;
  readonly label: string;
  readonly description?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly unit?: string;
  /** Decimals that make sense; none when left out. */
  readonly decimals?: number;
  /** What is entered for a value of 1: 100 for a share entered as a percentage. Limits and steps are as entered. */
  readonly scale?: number;
}

export interface NumberFieldProps extends CommonProps {
  readonly value: number;
  /** NaN while the field is empty. */
  readonly onChange: (value: number) => void;
}

export interface OptionalNumberFieldProps extends CommonProps {
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  /** What holds while the field is empty. */
  readonly placeholder: string;
}

export function NumberField({ onChange, ...props }: NumberFieldProps) {
  return <Field {...props} placeholder="" onChange={(value) => onChange(value ?? Number.NaN)} />;
}

export function OptionalNumberField(props: OptionalNumberFieldProps) {
  return <Field {...props} />;
}

const BIG_STEP = 10;
/** Beyond these, digits are only what division leaves behind. */
const STORED_DECIMALS = 6;

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

function Field({
  path,
  label,
  description,
  min = 0,
  max,
  step = 1,
  unit,
  decimals = 0,
  scale = 1,
  value,
  placeholder,
  onChange,
}: OptionalNumberFieldProps) {
  const error = useIssue(path, scale);
  const shown = value === undefined || Number.isNaN(value) ? undefined : rounded(value * scale, decimals);
  const change = (entered: number | undefined) =>
    onChange(entered === undefined ? undefined : rounded(entered / scale, STORED_DECIMALS));
  // Draws again with the other decimal sign when the language changes.
  useTranslation();

  const stepFar = (event: KeyboardEvent) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!event.shiftKey || direction === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (shown ?? min) + direction * step * BIG_STEP;
    change(Math.min(Math.max(next, min), max ?? next));
  };

  return (
    <NumberInput
      label={label}
      description={description}
      error={error}
      value={shown ?? ''}
      onChange={(entered) => change(typeof entered === 'number' ? entered : undefined)}
      onKeyDownCapture={stepFar}
      min={min}
      {...(max === undefined ? {} : { max })}
      step={step}
      suffix={unit === undefined ? '' : ` ${unit}`}
      decimalScale={decimals}
      allowDecimal={decimals > 0}
      allowNegative={min < 0}
      decimalSeparator={currentLanguage() === 'id' ? ',' : '.'}
      clampBehavior="none"
      placeholder={placeholder}
      hideControls
      size="sm"
    />
  );
}
