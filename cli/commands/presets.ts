/** `easel presets …`: the library of presets. */
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { anchorWatermarks, parsePreset, parsePresetFile } from '../../core/features/presets/preset-file.ts';
import { EaselError } from '../../shared/errors.ts';
import { describeRules } from '../../shared/preset/compliance.ts';
import type { Preset } from '../../shared/preset/preset.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { readText } from '../read-text.ts';
import { describeEffort, describeRecipe } from '../terminal/recipe-words.ts';
import { printJson, printLine, printTable } from '../terminal/table.ts';
import { plural } from '../terminal/words.ts';
import { withApp } from '../with-app.ts';

export function listPresetsCommand(globals: GlobalOptions, { json }: { json: boolean }): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const entries = await easel.presets.list();
    if (json) printJson(entries.map(({ preset, builtIn }) => ({ ...preset, builtIn })));
    else {
      printTable(
        entries.map(({ preset, builtIn }) => [
          preset.id,
          preset.name,
          builtIn ? preset.category : 'your own',
          preset.outputs.map(({ recipe }) => describeRecipe(recipe)).join(' + '),
        ]),
      );
    }
    return EXIT.ok;
  });
}

export function showPresetCommand(
  globals: GlobalOptions,
  id: string,
  { json }: { json: boolean },
): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const { preset } = await easel.presets.get({ id });
    if (json) printJson(preset);
    else printPreset(preset);
    return EXIT.ok;
  });
}

export function importPresetsCommand(
  globals: GlobalOptions,
  file: string,
  { replace }: { replace: boolean },
): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const text = await readPresetText(file);
    const folder = dirname(resolve(file));
    const { created, replaced } = await easel.presets.importFile({ text, replace, folder });
    printLine(`${plural(created.length, 'preset')} added, ${replaced.length} replaced.`);
    return EXIT.ok;
  });
}

export function exportPresetsCommand(
  globals: GlobalOptions,
  ids: readonly string[],
  { out }: { out?: string },
): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const { text } = await easel.presets.exportFile({ ids: [...ids] });
    if (out === undefined) process.stdout.write(text);
    else {
      await writeFile(out, text).catch((error: NodeJS.ErrnoException) => {
        throw new EaselError('OUTPUT_NOT_WRITABLE', { folder: out, reason: error.code ?? error.message });
      });
    }
    return EXIT.ok;
  });
}

export function duplicatePresetCommand(globals: GlobalOptions, id: string, newId: string): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const { preset } = await easel.presets.duplicate({ id, newId });
    printLine(`${preset.id} is a copy of ${id}.`);
    return EXIT.ok;
  });
}

export function editPresetCommand(globals: GlobalOptions, id: string, file: string): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const { builtIn } = await easel.presets.get({ id });
    if (builtIn) throw new EaselError('PRESET_READ_ONLY', { id });
    const preset = anchorWatermarks(onePreset(await readPresetText(file), file), dirname(resolve(file)));
    const { version } = await easel.presets.edit({ preset });
    printLine(`${id} is now version ${version}.`);
    return EXIT.ok;
  });
}

export function deletePresetCommand(globals: GlobalOptions, id: string): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    await easel.presets.delete({ id });
    printLine(`${id} is deleted.`);
    return EXIT.ok;
  });
}

/** A preset by itself, as `presets show --json` prints it, or a file with one, as `presets export` writes it. */
function onePreset(text: string, file: string): Preset {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new EaselError('PRESET_INVALID', { reason: (error as Error).message }, { cause: error });
  }
  if (typeof value !== 'object' || value === null || !('easel' in value)) return parsePreset(value, file);
  const [preset, ...others] = parsePresetFile(text, file).presets;
  if (preset !== undefined && others.length === 0) return preset;
  throw new EaselError('PRESET_INVALID', {
    reason: `${file} holds several presets; "presets import" takes them`,
  });
}

async function readPresetText(file: string): Promise<string> {
  return readText(file).catch((error: NodeJS.ErrnoException) => {
    throw new EaselError(
      'PRESET_INVALID',
      { reason: `${file} cannot be read (${error.code})` },
      { cause: error },
    );
  });
}

function printPreset(preset: Preset): void {
  printLine(`${preset.name} (${preset.id})`);
  if (preset.description) printLine(preset.description);
  for (const { variant, recipe, rules } of preset.outputs) {
    printLine();
    printLine(`${variant ? `${variant}: ` : ''}${describeRecipe(recipe)}`);
    printLine(`  ${describeEffort(recipe.output)}`);
    for (const { limit } of describeRules(rules)) printLine(`  ${limit}`);
  }
  if (preset.sources.length > 0) {
    printLine();
    printLine(`Sources${preset.checkedOn ? `, checked on ${preset.checkedOn}` : ''}:`);
    for (const { title, url, standing } of preset.sources)
      printLine(`  ${title} (${standing})${url ? ` ${url}` : ''}`);
  }
}
