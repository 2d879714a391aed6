/** Presets as people use them: the built-in ones, which nobody can change, and their own. */
import type { Kysely } from 'kysely';
import type { PresetEntry } from '../../../shared/contract/presets.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { Preset, PresetFile } from '../../../shared/preset/preset.ts';
import type { Database } from '../../db/database.types.ts';
import { anchorWatermarks, parsePreset, parsePresetFile, presetFileOf } from './preset-file.ts';
import {
  findPreset,
  insertPreset,
  listPresets,
  type PresetRow,
  type PresetValues,
  softDeletePreset,
  undeletePreset,
  updatePreset,
} from './presets.repository.ts';

export interface PresetsDeps {
  readonly db: Kysely<Database>;
  readonly builtins: readonly Preset[];
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export interface ImportOptions {
  /** Own presets with the same id are replaced instead of being a conflict. */
  readonly replace: boolean;
  /** Where the file lies, for relative watermark paths in it; without it they stay as they are. */
  readonly folder?: string | undefined;
}

export interface ImportResult {
  readonly created: readonly string[];
  readonly replaced: readonly string[];
}

/** `owner` is 'device', or the id of the user who is signed in. */
export interface PresetsService {
  /** Built-in presets first, then the owner's by name. */
  readonly list: (owner: string) => Promise<readonly PresetEntry[]>;
  readonly get: (owner: string, id: string) => Promise<PresetEntry>;
  readonly create: (owner: string, preset: unknown) => Promise<PresetEntry>;
  /** `preset` is the whole new preset, under the same id. */
  readonly edit: (owner: string, id: string, preset: unknown) => Promise<PresetEntry>;
  readonly duplicate: (
    owner: string,
    id: string,
    copy: { readonly id: string; readonly name?: string | undefined },
  ) => Promise<PresetEntry>;
  readonly delete: (owner: string, id: string) => Promise<void>;
  /** Takes a deletion back. */
  readonly restore: (owner: string, id: string) => Promise<PresetEntry>;
  /** All presets of the file's text, or none. */
  readonly importFile: (owner: string, text: string, options: ImportOptions) => Promise<ImportResult>;
  /** The named presets, or all of the owner's when none is named. */
  readonly exportFile: (owner: string, ids: readonly string[]) => Promise<PresetFile>;
}

const LONGEST_NAME = 80;
const NOTHING_TO_EXPORT = 'There are no presets of your own to export; name a built-in one to export it.';

export function createPresetsService({ db, builtins, clock }: PresetsDeps): PresetsService {
  const builtinById = new Map(builtins.map((preset) => [preset.id, preset]));

  async function list(owner: string): Promise<readonly PresetEntry[]> {
    const own = (await listPresets(db, { owner })).map(toEntry);
    const taken = new Set(own.map(({ preset }) => preset.id));
    return [...builtins.filter(({ id }) => !taken.has(id)).map(builtinEntry), ...own];
  }

  /** An own preset wins over a built-in one of a later Easel that took the same id. */
  async function get(owner: string, id: string): Promise<PresetEntry> {
    const row = await findPreset(db, { owner, id });
    if (row !== undefined) return toEntry(row);
    const builtin = builtinById.get(id);
    if (builtin === undefined) throw new EaselError('PRESET_NOT_FOUND', { id });
    return builtinEntry(builtin);
  }

  async function create(owner: string, input: unknown): Promise<PresetEntry> {
    return insert(db, owner, parsePreset(input));
  }

  async function edit(owner: string, id: string, input: unknown): Promise<PresetEntry> {
    const preset = parsePreset(input);
    if (preset.id !== id) throw new EaselError('PRESET_INVALID', { reason: `id: must stay ${id}` });
    const row = await updatePreset(db, toValues(owner, preset));
    if (row === undefined) throw notOwn(id);
    return toEntry(row);
  }

  async function duplicate(
    owner: string,
    id: string,
    copy: { readonly id: string; readonly name?: string | undefined },
  ): Promise<PresetEntry> {
    const { preset } = await get(owner, id);
    const name = copy.name ?? `${preset.name.slice(0, LONGEST_NAME - ' copy'.length)} copy`;
    return create(owner, { ...preset, id: copy.id, name });
  }

  async function remove(owner: string, id: string): Promise<void> {
    if (!(await softDeletePreset(db, { owner, id, now: clock() }))) throw notOwn(id);
  }

  async function restore(owner: string, id: string): Promise<PresetEntry> {
    const row = await undeletePreset(db, { owner, id, now: clock() });
    if (row === undefined) throw new EaselError('PRESET_NOT_FOUND', { id });
    return toEntry(row);
  }

  async function importFile(
    owner: string,
    text: string,
    { replace, folder }: ImportOptions,
  ): Promise<ImportResult> {
    const { presets } = parsePresetFile(text);
    const created: string[] = [];
    const replaced: string[] = [];
    await db.transaction().execute(async (trx) => {
      for (const parsed of presets) {
        const preset = folder === undefined ? parsed : anchorWatermarks(parsed, folder);
        if (replace && (await updatePreset(trx, toValues(owner, preset))) !== undefined) {
          replaced.push(preset.id);
          continue;
        }
        if (replace && builtinById.has(preset.id))
          throw new EaselError('PRESET_READ_ONLY', { id: preset.id });
        await insert(trx, owner, preset);
        created.push(preset.id);
      }
    });
    return { created, replaced };
  }

  async function exportFile(owner: string, ids: readonly string[]): Promise<PresetFile> {
    if (ids.length > 0) {
      const entries = await Promise.all([...new Set(ids)].map((id) => get(owner, id)));
      return presetFileOf(entries.map(({ preset }) => preset));
    }
    const own = (await listPresets(db, { owner })).map(toEntry);
    if (own.length === 0) throw new EaselError('USAGE_INVALID', { reason: NOTHING_TO_EXPORT });
    return presetFileOf(own.map(({ preset }) => preset));
  }

  async function insert(target: Kysely<Database>, owner: string, preset: Preset): Promise<PresetEntry> {
    const row = builtinById.has(preset.id) ? undefined : await insertPreset(target, toValues(owner, preset));
    if (row === undefined) throw new EaselError('PRESET_EXISTS', { id: preset.id });
    return toEntry(row);
  }

  function toValues(owner: string, preset: Preset): PresetValues {
    const { id, name, category } = preset;
    return { owner, id, name, category, body: JSON.stringify(preset), now: clock() };
  }

  function notOwn(id: string): EaselError {
    return new EaselError(builtinById.has(id) ? 'PRESET_READ_ONLY' : 'PRESET_NOT_FOUND', { id });
  }

  return { list, get, create, edit, duplicate, delete: remove, restore, importFile, exportFile };
}

function builtinEntry(preset: Preset): PresetEntry {
  return { preset, builtIn: true, version: 1, updatedAt: null };
}

/** Parsed again, so that presets of an older Easel get the defaults of fields that came later. */
function toEntry(row: PresetRow): PresetEntry {
  const preset = parsePreset(JSON.parse(row.body), `stored preset ${row.id}`);
  return { preset, builtIn: false, version: row.version, updatedAt: row.updated_at };
}
