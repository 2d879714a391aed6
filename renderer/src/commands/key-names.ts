/** Keys as they are printed on this computer's keyboard. */
const MAC: Readonly<Record<string, string>> = { mod: '⌘', alt: '⌥', shift: '⇧', delete: '⌫', enter: '↩' };
const OTHER: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  delete: 'Del',
  enter: 'Enter',
};
const BOTH: Readonly<Record<string, string>> = { arrows: '← ↑ → ↓', space: 'Space', escape: 'Esc' };

/** `mod+shift+o` as `['⌘', '⇧', 'O']`, one entry per key cap. */
export function keyCaps(chord: string, mac: boolean): readonly string[] {
  return chord.split('+').map((key) => (mac ? MAC : OTHER)[key] ?? BOTH[key] ?? key.toUpperCase());
}
