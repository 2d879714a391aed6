/** How one person likes the interface; nothing here changes what a file becomes. */
import { z } from 'zod';
import { CONFLICT_POLICIES } from '../job.ts';
import { PresetId } from '../preset/preset.schema.ts';
import { WITH_INTERFACE, action } from './action.ts';
import { FilePath } from './fields.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export const LANGUAGES = ['en', 'id'] as const;

export const Preferences = z.strictObject({
  theme: z.enum(THEMES).default('system'),
  /** null: the language of the computer where it is one of ours, else English. */
  language: z.enum(LANGUAGES).nullable().default(null),
  /** Where results go unless something else is chosen; null: nothing chosen yet. */
  outputFolder: FilePath.nullable().default(null),
  template: z.string().max(400).nullable().default(null),
  conflict: z.enum(CONFLICT_POLICIES).default('if-changed'),
  keepTree: z.boolean().default(true),
  presets: z.array(PresetId).max(50).default([]),
  pinnedPresets: z.array(PresetId).max(200).default([]),
  gridSize: z.enum(['small', 'medium', 'large']).default('medium'),
  welcomed: z.boolean().default(false),
  /** What was last chosen in a folder: by its path, newest last. */
  folders: z
    .array(z.strictObject({ path: FilePath, presets: z.array(PresetId).max(50), outputFolder: FilePath }))
    .max(100)
    .default([]),
});
export type PreferenceValues = z.output<typeof Preferences>;

export const preferences = {
  get: action({
    access: 'anyone',
    meter: 'none',
    audit: { action: 'preferences.read', success: 'nobody' },
    surface: WITH_INTERFACE,
  }).output(Preferences),
  /** Only what is named changes. */
  update: action({
    access: 'anyone',
    meter: 'none',
    audit: { action: 'preferences.changed', success: 'nobody' },
    surface: WITH_INTERFACE,
  })
    .input(Preferences.partial())
    .output(Preferences),
};
