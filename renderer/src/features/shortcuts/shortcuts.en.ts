/** Texts of the shortcuts page, in English. */
export const shortcutsEn = {
  title: 'Keyboard shortcuts',
  help: 'Every command, with or without keys, is also in the command palette:',
} as const;
