/** Selecting works as in any file manager. */
import { describe, expect, it } from 'vitest';
import {
  extendTo,
  lookAt,
  moveTo,
  NO_SELECTION,
  selectAll,
  targets,
  toggle,
  withoutRemoved,
} from './selection.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];

it('looks at an image without selecting it', () => {
  const selection = lookAt(NO_SELECTION, 'b');
  expect(selection.current).toBe('b');
  expect(selection.selected.size).toBe(0);
  expect([...targets(selection)]).toEqual(['b']);
});

it('keeps the selection while arrows move', () => {
  const selection = moveTo(toggle(NO_SELECTION, 'a'), 'b');
  expect([...selection.selected]).toEqual(['a']);
  expect(selection.current).toBe('b');
});

it('takes the image looked at along with the first further one', () => {
  expect([...toggle(lookAt(NO_SELECTION, 'a'), 'c').selected].sort()).toEqual(['a', 'c']);
});

it('toggles one image off again', () => {
  expect(toggle(toggle(NO_SELECTION, 'a'), 'a').selected.size).toBe(0);
});

describe('a range', () => {
  it('goes both ways from where it began', () => {
    const begun = lookAt(NO_SELECTION, 'c');
    const down = extendTo(begun, 'e', shown);
    expect([...down.selected]).toEqual(['c', 'd', 'e']);
    expect([...extendTo(down, 'a', shown).selected]).toEqual(['a', 'b', 'c']);
  });

  it('is one image when its beginning is not shown', () => {
    expect([...extendTo(lookAt(NO_SELECTION, 'gone'), 'b', shown).selected]).toEqual(['b']);
  });
});

describe('removing', () => {
  it('looks at the next image', () => {
    const selection = withoutRemoved(lookAt(NO_SELECTION, 'c'), shown, new Set(['c', 'd']));
    expect(selection.current).toBe('e');
  });

  it('looks at the one before when the end is gone', () => {
    expect(withoutRemoved(lookAt(NO_SELECTION, 'e'), shown, new Set(['d', 'e'])).current).toBe('c');
  });

  it('looks at nothing when all are gone', () => {
    expect(withoutRemoved(selectAll(lookAt(NO_SELECTION, 'a'), shown), shown, new Set(shown))).toEqual(
      NO_SELECTION,
    );
  });
});
