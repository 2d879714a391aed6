/** The presets that ship with Easel: files in the same form as those people export. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EaselError } from '../../../shared/errors.ts';
import { PRESET_CATEGORIES } from '../../../shared/preset/preset.schema.ts';
import type { Preset } from '../../../shared/preset/preset.ts';
import { parsePresetFile } from './preset-file.ts';

/** All of them by category, in the order of the files. `folder` is the host's to know. */
export async function loadBuiltinPresets(folder: string): Promise<readonly Preset[]> {
  const names = (await listFiles(folder)).filter((name) => name.endsWith('.json')).toSorted();
  const files = await Promise.all(
    names.map(async (name) => parsePresetFile(await readFile(join(folder, name), 'utf8'), name)),
  );
  const presets = files.flatMap((file) => file.presets);
  const rank = ({ category }: Preset) => PRESET_CATEGORIES.indexOf(category);
  return presets.toSorted((a, b) => rank(a) - rank(b));
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new EaselError(
      'INTERNAL',
      { reason: `the built-in presets are missing from ${folder}` },
      { cause },
    );
  }
}
