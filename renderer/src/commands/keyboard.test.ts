/** Keys find their command on every keyboard and system. */
import { describe, expect, it } from 'vitest';
import { chordOf, commandOf, type PressedKeys } from './keyboard.ts';

const press = (key: string, held: Partial<PressedKeys> = {}): PressedKeys => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('chords', () => {
  it('takes Command on a Mac and Control elsewhere', () => {
    expect(chordOf(press('Enter', { metaKey: true }), true)).toBe('mod+enter');
    expect(chordOf(press('Enter', { ctrlKey: true }), false)).toBe('mod+enter');
  });

  it('leaves the other system’s key alone', () => {
    expect(chordOf(press('Enter', { ctrlKey: true }), true)).toBe('');
    expect(chordOf(press('Enter', { metaKey: true }), false)).toBe('');
  });

  it('does not ask how a sign is typed', () => {
    expect(chordOf(press('?', { shiftKey: true }), false)).toBe('?');
    expect(chordOf(press('\\', { altKey: true, shiftKey: true }), true)).toBe('\\');
  });

  it('tells shift from no shift for letters', () => {
    expect(chordOf(press('O', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+o');
  });

  it('is nothing while only a modifier is held', () => {
    expect(chordOf(press('Shift', { shiftKey: true }), false)).toBe('');
  });
});

it('finds commands by their keys, but not those that belong to the grid', () => {
  expect(commandOf('mod+enter')).toBe('batch.start');
  expect(commandOf('\\')).toBe('view.beforeAfter');
  expect(commandOf('space')).toBeUndefined();
});
