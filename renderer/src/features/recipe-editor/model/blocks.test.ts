/** Switching blocks always leaves a recipe that can be used, and loses nothing that was set. */
import { describe, expect, it } from 'vitest';
import { Recipe } from '../../../../../shared/recipe/recipe.schema.ts';
import { BLOCKS, isOn, isSwitched, SWITCHED_BLOCKS } from './blocks.ts';
import { remember, switchOff, switchOn } from './switch-blocks.ts';
import { recipe } from './testing.ts';

it('lists every block of a recipe, in the order they run', () => {
  expect(BLOCKS).toEqual(Object.keys(Recipe.shape));
});

describe.each(SWITCHED_BLOCKS)('%s', (block) => {
  const plain = recipe({});

  it('is off in an empty recipe, and on with values the schema takes', () => {
    expect(isOn(plain, block)).toBe(false);
    const on = switchOn(plain, block);
    expect(isOn(on, block)).toBe(true);
    expect(Recipe.parse(on)).toEqual(on);
  });

  it('leaves the recipe as it was when switched off again', () => {
    expect(switchOff(switchOn(plain, block), block)).toEqual(plain);
  });
});

it('brings a block back as it was left', () => {
  const cut = recipe({
    crop: { ratio: '4:5', gravity: 'north' },
    background: { mode: 'whiten', tolerance: 12 },
  });
  const remembered = remember(cut, 'background', remember(cut, 'crop', {}));
  const off = switchOff(switchOff(cut, 'crop'), 'background');
  expect(switchOn(switchOn(off, 'crop', remembered), 'background', remembered)).toEqual(cut);
});

it('remembers nothing of a block that is off', () => {
  expect(remember(recipe({}), 'background', {})).toEqual({});
});

it('does not reset a block that is on already', () => {
  const wide = recipe({ resize: { width: 320 } });
  expect(switchOn(wide, 'resize')).toBe(wide);
});

it('keeps the blocks that always apply out of the switches', () => {
  expect(BLOCKS.filter((block) => !isSwitched(block))).toEqual(['orient', 'color', 'metadata', 'output']);
});
