/** Takes presets over from a file; where some are there already, asks once, naming them. */
import type { PresetEntry } from '../../../../shared/contract/presets.ts';
import { toFailure } from '../../../../shared/errors.ts';
import { client } from '../../api/client.ts';
import { currentFormat } from '../../format/use-format.ts';
import { confirm } from '../../ui/confirm.tsx';
import { idsInFile } from './model/ids-in-file.ts';
import { presetText } from './presets.texts.ts';

export interface ImportedPresets {
  readonly created: readonly string[];
  readonly replaced: readonly string[];
}

/** Null when the person decided against replacing. */
export async function importPresets(
  file: File,
  entries: readonly PresetEntry[],
): Promise<ImportedPresets | null> {
  const text = await file.text();
  try {
    return await client.presets.importFile({ text });
  } catch (error) {
    const there = namesThere(text, entries);
    // A built-in preset cannot be replaced, so there is nothing to ask.
    if (toFailure(error).code !== 'PRESET_EXISTS' || there.length === 0) throw error;
    const agreed = await confirm({
      title: presetText('replaceTitle'),
      body: presetText('replaceText', { names: currentFormat().list(there) }),
      action: presetText('replace'),
    });
    return agreed ? await client.presets.importFile({ text, replace: true }) : null;
  }
}

function namesThere(text: string, entries: readonly PresetEntry[]): readonly string[] {
  const ids = idsInFile(text);
  const taken = entries.filter(({ preset }) => ids.includes(preset.id));
  return taken.some(({ builtIn }) => builtIn) ? [] : taken.map(({ preset }) => `“${preset.name}”`);
}
