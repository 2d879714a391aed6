/** How one person likes the interface; nothing here changes what a file becomes. */
import { z } from 'zod';
import { CONFLICT_POLICIES } from '../job.ts';
import { PresetId } from '../preset/preset.schema.ts';
import { action, WITH_INTERFACE } from './action.ts';
import { FilePath } from './fields.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export const LANGUAGES = ['en', 'id'] as const;

/** Without defaults in it, so that a change names only what changes. */
export const Preferences = z.strictObject({
  theme: z.enum(THEMES),
  /** null: the language of the computer where it is one of ours, else English. */
  language: z.enum(LANGUAGES).nullable(),
  /** Where results go unless something else is chosen; null: nothing chosen yet. */
  outputFolder: FilePath.nullable(),
  template: z.string().max(400).nullable(),
  conflict: z.enum(CONFLICT_POLICIES),
  keepTree: z.boolean(),
  presets: z.array(PresetId).max(50),
  pinnedPresets: z.array(PresetId).max(200),
  gridSize: z.enum(['small', 'medium', 'large']),
  welcomed: z.boolean(),
  /** What was last chosen in a folder: by its path, newest last. */
  folders: z
    .array(z.strictObject({ path: FilePath, presets: z.array(PresetId).max(50), outputFolder: FilePath }))
    .max(100),
});
export type PreferenceValues = z.output<typeof Preferences>;

export const DEFAULT_PREFERENCES: PreferenceValues = {
  theme: 'system',
  language: null,
  outputFolder: null,
  template: null,
  conflict: 'if-changed',
  keepTree: true,
  presets: [],
  pinnedPresets: [],
  gridSize: 'medium',
  welcomed: false,
  folders: [],
};

export const preferences = {
  get: action({
    access: 'anyone',
    meter: 'none',
    audit: { action: 'preferences.read', success: 'call' },
    surface: WITH_INTERFACE,
  }).output(Preferences),
  /** Only what is named changes. */
  update: action({
    access: 'anyone',
    meter: 'none',
    audit: { action: 'preferences.changed', success: 'call' },
    surface: WITH_INTERFACE,
  })
    .input(Preferences.partial())
    .output(Preferences),
};
