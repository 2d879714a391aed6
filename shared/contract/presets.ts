/** The library of presets: the built-in ones, which nobody can change, and the user's own. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import { Preset, PresetId } from '../preset/preset.schema.ts';
import type { Preset as PresetValue } from '../preset/preset.ts';
import { action, ON_THIS_COMPUTER } from './action.ts';
import { FilePath } from './fields.ts';

export interface PresetEntry {
  readonly preset: PresetValue;
  readonly builtIn: boolean;
  /** Rises with every change; always 1 for a built-in preset. */
  readonly version: number;
  /** Epoch milliseconds; null for a built-in preset. */
  readonly updatedAt: number | null;
}

/** Longest text of a preset file, in characters. */
const LONGEST_FILE = 4_000_000;

const PresetRef = z.strictObject({ id: PresetId });
const Entry = type<PresetEntry>();

const read = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'preset.read', success: 'call' },
  surface: ON_THIS_COMPUTER,
});
const change = (name: 'preset.created' | 'preset.updated' | 'preset.deleted' | 'preset.imported') =>
  action({
    access: 'anyone',
    meter: 'none',
    audit: { action: name, success: 'call' },
    surface: ON_THIS_COMPUTER,
  });

export const presets = {
  /** Built-in presets first, then one's own by name. */
  list: read.output(type<readonly PresetEntry[]>()),
  get: read.input(PresetRef).output(Entry),
  create: change('preset.created')
    .input(z.strictObject({ preset: Preset }))
    .output(Entry),
  /** The whole new preset, under the same id. */
  edit: change('preset.updated')
    .input(z.strictObject({ preset: Preset }))
    .output(Entry),
  duplicate: change('preset.created')
    .input(z.strictObject({ id: PresetId, newId: PresetId, name: z.string().min(1).max(80).optional() }))
    .output(Entry),
  delete: change('preset.deleted').input(PresetRef).output(type<void>()),
  /** Takes a deletion back. */
  restore: change('preset.created').input(PresetRef).output(Entry),
  /** All presets of a file's text, or none. */
  importFile: change('preset.imported')
    .input(
      z.strictObject({
        text: z.string().max(LONGEST_FILE),
        /** Own presets with the same id are replaced instead of being a conflict. */
        replace: z.boolean().default(false),
        /** Where the file lies, for relative watermark paths in it; without it they stay as they are. */
        folder: FilePath.optional(),
      }),
    )
    .output(type<{ readonly created: readonly string[]; readonly replaced: readonly string[] }>()),
  /** The text of a preset file; all of one's own when no id is named. */
  exportFile: read
    .input(z.strictObject({ ids: z.array(PresetId).max(500).default([]) }))
    .output(type<{ readonly text: string }>()),
};
