/** The JSON that presets travel in: text to presets and back. */
import { isAbsolute, resolve } from 'node:path';
import { EaselError } from '../../../shared/errors.ts';
import * as schema from '../../../shared/preset/preset.schema.ts';
import type { Preset, PresetFile } from '../../../shared/preset/preset.ts';
import { describeIssues } from '../../../shared/zod-issues.ts';

/** `origin` names the place in the message when something is wrong, such as a file name. */
export function parsePreset(value: unknown, origin = ''): Preset {
  const parsed = schema.Preset.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(describeIssues(parsed.error), origin);
}

export function parsePresetFile(text: string, origin = ''): PresetFile {
  const parsed = schema.PresetFile.safeParse(parseJson(text, origin));
  if (parsed.success) return parsed.data;
  throw invalid(describeIssues(parsed.error), origin);
}

export function presetFileOf(presets: readonly Preset[]): PresetFile {
  return { easel: 'presets', version: 1, presets: [...presets] };
}

export function formatPresetFile(file: PresetFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Watermark paths start at the folder of the preset file; once stored, nothing else remembers that folder. */
export function anchorWatermarks(preset: Preset, folder: string): Preset {
  const outputs = preset.outputs.map((output) => {
    const { watermark } = output.recipe;
    if (watermark?.kind !== 'image' || isAbsolute(watermark.path)) return output;
    const path = resolve(folder, watermark.path);
    return { ...output, recipe: { ...output.recipe, watermark: { ...watermark, path } } };
  });
  return { ...preset, outputs };
}

function parseJson(text: string, origin: string): unknown {
  try {
    // Editors on Windows like to put a byte order mark in front.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw invalid(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`, origin);
  }
}

function invalid(reason: string, origin: string): EaselError {
  return new EaselError('PRESET_INVALID', { reason: origin === '' ? reason : `${origin}: ${reason}` });
}
