/** Formats and goals: whatever is chosen after whatever, the schema takes it and the format can follow it. */
import { describe, expect, it } from 'vitest';
import { OutputBlock } from '../../../../../shared/recipe/recipe.schema.ts';
import {
  effortCosts,
  FORMAT_CHOICES,
  goalOf,
  goalsOf,
  setIconSizes,
  setReducedColors,
  switchFormat,
  switchGoal,
} from './output.ts';

describe.each(FORMAT_CHOICES)('%s', (format) => {
  it('offers only goals that the schema takes and that can be left again', () => {
    for (const goal of goalsOf(format)) {
      const chosen = switchGoal(switchFormat(OutputBlock.parse({}), format), goal);
      expect(goalOf(chosen)).toBe(goal);
      expect(OutputBlock.parse(chosen)).toEqual(chosen);
      expect(goalOf(switchGoal(chosen, 'standard'))).toBe('standard');
    }
  });

  it('takes over from every other format what it can follow, and nothing else', () => {
    for (const other of FORMAT_CHOICES) {
      for (const goal of goalsOf(other)) {
        const before = switchGoal(switchFormat(OutputBlock.parse({ effort: 'smallest' }), other), goal);
        const after = switchFormat(before, format);
        expect(OutputBlock.parse(after)).toEqual(after);
        expect(goalsOf(format)).toContain(goalOf(after));
        expect(goalOf(after)).toBe(goalsOf(format).includes(goal) ? goal : 'standard');
        expect(after.effort).toBe('smallest');
      }
    }
  });
});

it('drops what belongs to another format', () => {
  const icon = setIconSizes(OutputBlock.parse({ format: 'ico' }), true);
  expect(icon.sizes).toEqual([16, 32, 48, 256]);
  expect(switchFormat(icon, 'png').sizes).toBeUndefined();
  const reduced = setReducedColors(OutputBlock.parse({ format: 'png' }), true);
  expect(switchFormat(reduced, 'gif').colors).toBe(reduced.colors);
  expect(switchFormat(reduced, 'jpeg').colors).toBeUndefined();
  expect(switchFormat(OutputBlock.parse({ format: 'jpeg', chroma: '4:4:4' }), 'webp').chroma).toBe('4:2:0');
});

it('keeps a quality from JPEG to WebP, and a byte limit from JPEG to PNG', () => {
  expect(switchFormat(OutputBlock.parse({ format: 'jpeg', quality: 91 }), 'webp').quality).toBe(91);
  const limited = OutputBlock.parse({ format: 'jpeg', target: { bytes: 90_000 } });
  expect(switchFormat(limited, 'png').target).toEqual({ bytes: 90_000, minQuality: 10 });
});

it('tells what each effort costs', () => {
  expect(effortCosts('same')).toBeNull();
  const costs = effortCosts('jpeg');
  expect(costs?.map(({ factor }) => factor)).toEqual([1, 2.5, 25]);
  expect(costs?.map(({ ms }) => Math.round(ms))).toEqual([9, 23, 230]);
});
