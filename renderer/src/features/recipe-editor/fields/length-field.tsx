/** A distance in pixels or as a percentage of the image's side. */
import { SegmentedControl } from '@mantine/core';
import type { Length } from '../../../../../shared/recipe/recipe.ts';
import { type LengthUnit, lengthOf, lengthParts, switchUnit } from '../model/length.ts';
import classes from './fields.module.css';
import { NumberField } from './number-field.tsx';

export interface LengthFieldProps {
  readonly path: string;
  readonly label: string;
  readonly value: Length;
  readonly onChange: (value: Length) => void;
}

const UNITS: readonly LengthUnit[] = ['%', 'px'];

export function LengthField({ path, label, value, onChange }: LengthFieldProps) {
  const { value: number, unit } = lengthParts(value);
  return (
    <div className={classes.length}>
      <NumberField
        path={path}
        label={label}
        value={number}
        onChange={(next) => onChange(lengthOf({ value: next, unit }))}
        unit={unit}
        decimals={unit === '%' ? 1 : 0}
      />
      <SegmentedControl
        aria-label={label}
        size="xs"
        data={[...UNITS]}
        value={unit}
        onChange={(next) => onChange(switchUnit(value, next === 'px' ? 'px' : '%'))}
      />
    </div>
  );
}
