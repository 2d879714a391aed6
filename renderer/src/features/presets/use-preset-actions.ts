/** What can be done with presets besides editing them; each tells how it went. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PresetEntry } from '../../../../shared/contract/presets.ts';
import type { Preset } from '../../../../shared/preset/preset.ts';
import { api, client } from '../../api/client.ts';
import { saveFile } from '../../browser/save-file.ts';
import { showError, showNote, showUndo } from '../../ui/notify.tsx';
import { importPresets } from './import-presets.ts';
import { freeId } from './model/preset-id.ts';
import { presetText } from './presets.texts.ts';

export interface PresetActions {
  /** Calls back with the id of the copy. */
  readonly duplicate: (preset: Preset, onDone: (id: string) => void) => void;
  /** Can be undone from the note it leaves. */
  readonly remove: (preset: Preset) => void;
  /** All of one's own when no id is named. */
  readonly exportPresets: (ids: readonly string[]) => void;
  readonly importFile: (file: File) => void;
  /** Why the last import failed; null when it did not. */
  readonly importError: unknown;
}

const LONGEST_NAME = 80;

export function usePresetActions(entries: readonly PresetEntry[]): PresetActions {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.presets.key() });
  const settled = { onError: showError, onSettled: refresh };

  const duplicate = useMutation({
    mutationFn: ({ id, name }: Preset) => {
      const copied = presetText('copyName', { name });
      return client.presets.duplicate({
        id,
        newId: freeId(
          `${id}-copy`,
          entries.map(({ preset }) => preset.id),
        ),
        name: copied.length > LONGEST_NAME ? name : copied,
      });
    },
    ...settled,
  });
  const restore = useMutation({
    mutationFn: ({ id }: Preset) => client.presets.restore({ id }),
    onSuccess: ({ preset }) => showNote(presetText('restored', { name: preset.name })),
    ...settled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: Preset) => client.presets.delete({ id }),
    onSuccess: (_, preset) =>
      showUndo({
        message: presetText('deleted', { name: preset.name }),
        onUndo: () => restore.mutate(preset),
      }),
    ...settled,
  });
  const exported = useMutation({
    mutationFn: (ids: readonly string[]) => client.presets.exportFile({ ids: [...ids] }),
    onSuccess: ({ text }, ids) => {
      const name = ids.length === 1 ? `${ids[0]}.json` : 'easel-presets.json';
      saveFile(name, [text], 'application/json');
    },
    onError: showError,
  });
  const imported = useMutation({
    mutationFn: (file: File) => importPresets(file, entries),
    onSuccess: (result) => {
      if (result === null) return;
      const { created, replaced } = result;
      showNote(
        replaced.length === 0
          ? presetText('imported', { count: created.length })
          : presetText('importedAndReplaced', { created: created.length, replaced: replaced.length }),
      );
    },
    onSettled: refresh,
  });

  return {
    duplicate: (preset, onDone) => duplicate.mutate(preset, { onSuccess: (copy) => onDone(copy.preset.id) }),
    remove: (preset) => remove.mutate(preset),
    exportPresets: (ids) => exported.mutate(ids),
    importFile: (file) => imported.mutate(file),
    importError: imported.error,
  };
}
