/** Reads what `--recipe` names: a recipe, a preset, or a file of presets. */
import { basename, dirname, extname, resolve } from 'node:path';
import { anchorWatermarks, parsePreset, parsePresetFile } from '../core/features/presets/preset-file.ts';
import { EaselError } from '../shared/errors.ts';
import type { Preset } from '../shared/preset/preset.ts';
import { Recipe } from '../shared/recipe/recipe.schema.ts';
import { describeIssues } from '../shared/zod-issues.ts';
import { readText } from './read-text.ts';

/** Relative watermark paths become absolute, from the file's folder. */
export async function readRecipeFile(path: string): Promise<readonly Preset[]> {
  const folder = dirname(resolve(path));
  const text = await readText(path).catch((error: NodeJS.ErrnoException) => {
    throw new EaselError(
      'RECIPE_INVALID',
      { reason: `${path} cannot be read (${error.code})` },
      { cause: error },
    );
  });
  const value = parseJson(text);
  const found = presetsIn(value, text, path);
  return found.map((preset) => anchorWatermarks(preset, folder));
}

function presetsIn(value: object, text: string, path: string): readonly Preset[] {
  if ('easel' in value) return parsePresetFile(text, path).presets;
  if ('outputs' in value) return [parsePreset(value, path)];
  const recipe = Recipe.safeParse(value);
  if (!recipe.success) throw new EaselError('RECIPE_INVALID', { reason: describeIssues(recipe.error) });
  const id = presetIdFrom(path);
  return [parsePreset({ id, name: id, outputs: [{ recipe: value }] }, path)];
}

function parseJson(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new EaselError('RECIPE_INVALID', { reason: (error as Error).message }, { cause: error });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new EaselError('RECIPE_INVALID', { reason: 'it must be an object' });
}

/** The file's name as an id, so that `{preset}` in names says which recipe was used. */
function presetIdFrom(path: string): string {
  const id = basename(path, extname(path))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64);
  return id || 'recipe';
}
