/**
 * Every command with its keys, described once: the palette, the shortcuts page and the keyboard read this list.
 * Names are in `commands.en.ts` under the same ids. `mod` is Command on a Mac and Control elsewhere.
 */

export type CommandGroup = 'batch' | 'images' | 'view' | 'presets' | 'history' | 'go' | 'app';

export interface CommandDescription {
  readonly group: CommandGroup;
  /** Any of these starts it. One key with its modifiers in the order mod, alt, shift: `mod+shift+z`. */
  readonly keys?: readonly string[];
  /** Only means something where the focus is, such as in the grid; not offered in the palette. */
  readonly local?: true;
}

export const COMMANDS = {
  'batch.start': { group: 'batch', keys: ['mod+enter'] },
  'batch.pause': { group: 'batch' },
  'batch.cancel': { group: 'batch' },
  'batch.undo': { group: 'batch' },
  'batch.chooseOutput': { group: 'batch' },

  'images.addFiles': { group: 'images', keys: ['mod+o'] },
  'images.addFolder': { group: 'images', keys: ['mod+shift+o'] },
  'images.paste': { group: 'images', keys: ['mod+v'], local: true },
  'images.move': { group: 'images', keys: ['arrows'], local: true },
  'images.toggle': { group: 'images', keys: ['space'], local: true },
  'images.extend': { group: 'images', keys: ['shift+arrows'], local: true },
  'images.selectAll': { group: 'images', keys: ['mod+a'] },
  'images.remove': { group: 'images', keys: ['delete'] },
  'images.clear': { group: 'images' },

  'view.compare': { group: 'view', keys: ['enter'], local: true },
  'view.beforeAfter': { group: 'view', keys: ['\\'] },
  'view.actualSize': { group: 'view', keys: ['z'] },
  'view.next': { group: 'view', keys: [']'] },
  'view.previous': { group: 'view', keys: ['['] },
  'view.smaller': { group: 'view', keys: ['-'] },
  'view.larger': { group: 'view', keys: ['='] },

  'presets.toggle': { group: 'presets', keys: ['1…9'], local: true },
  'presets.search': { group: 'presets', keys: ['/'] },
  'presets.new': { group: 'presets' },
  'presets.import': { group: 'presets' },
  'presets.export': { group: 'presets' },

  'history.exportCsv': { group: 'history' },

  'go.workbench': { group: 'go' },
  'go.presets': { group: 'go' },
  'go.history': { group: 'go' },
  'go.settings': { group: 'go', keys: ['mod+,'] },

  'app.palette': { group: 'app', keys: ['mod+k'], local: true },
  'app.shortcuts': { group: 'app', keys: ['?'] },
  'app.about': { group: 'app' },
  'app.lightTheme': { group: 'app' },
  'app.darkTheme': { group: 'app' },
  'app.systemTheme': { group: 'app' },
  'app.english': { group: 'app' },
  'app.indonesian': { group: 'app' },
} as const satisfies Readonly<Record<string, CommandDescription>>;

export type CommandId = keyof typeof COMMANDS;

/** In reading order. */
// Object.keys of a const record are exactly its keys.
export const COMMAND_IDS = Object.keys(COMMANDS) as readonly CommandId[];

export const COMMAND_GROUPS: readonly CommandGroup[] = [
  'batch',
  'images',
  'view',
  'presets',
  'history',
  'go',
  'app',
];

export function describeCommand(id: CommandId): CommandDescription {
  return COMMANDS[id];
}
