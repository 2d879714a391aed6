/** Lengths as people enter them: a number with a unit. */
import type { Length } from '../../../../../shared/recipe/recipe.ts';

export type LengthUnit = 'px' | '%';

export interface LengthParts {
  readonly value: number;
  readonly unit: LengthUnit;
}

const USUAL: Readonly<Record<LengthUnit, number>> = { px: 40, '%': 5 };

export function lengthParts(length: Length): LengthParts {
  return typeof length === 'number'
    ? { value: length, unit: 'px' }
    : { value: Number.parseFloat(length), unit: '%' };
}

export function lengthOf({ value, unit }: LengthParts): Length {
  return unit === 'px' ? value : `${value}%`;
}

/** The same number would mean something else, so a usual one stands in; none stays none. */
export function switchUnit(length: Length, unit: LengthUnit): Length {
  const parts = lengthParts(length);
  if (parts.unit === unit) return length;
  return lengthOf({ value: parts.value === 0 ? 0 : USUAL[unit], unit });
}
