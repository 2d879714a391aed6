/** Keeps an edited recipe: under a new name, or in one's own preset that it came from. */
import { Button, Group, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { api, client } from '../../../api/client.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { showNote } from '../../../ui/notify.tsx';
import { useUiTexts } from '../../../ui/ui.texts.ts';
import { freeId, slugOf } from '../../presets/model/preset-id.ts';
import { dropEdit, tick } from '../state/choice.ts';
import { choiceStore } from '../state/choice-store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { MOST_TICKED } from './use-choice.ts';

export interface SavePresetProps {
  /** As edited. */
  readonly preset: Preset;
  readonly library: readonly PresetEntry[];
  readonly onClose: () => void;
}

export function SavePreset({ preset, library, onClose }: SavePresetProps) {
  const t = useWorkbenchTexts();
  const ui = useUiTexts();
  const { update } = usePreferences();
  const queryClient = useQueryClient();
  const own = library.some((entry) => entry.preset.id === preset.id && !entry.builtIn);
  const [name, setName] = useState(() => t('recipe.copyName', { name: preset.name }));
  const [error, setError] = useState<unknown>(null);

  const keep = async (save: () => Promise<PresetEntry>) => {
    try {
      const { preset: kept } = await save();
      await queryClient.invalidateQueries({ queryKey: api.presets.key() });
      choiceStore.update((now) => tick(tick(dropEdit(now, preset.id), preset.id, false), kept.id, true));
      update({ presets: choiceStore.get().ticked.slice(0, MOST_TICKED) });
      showNote(t('recipe.saved', { name: kept.name }));
      onClose();
    } catch (failed) {
      setError(failed);
    }
  };
  const create = (event: FormEvent) => {
    event.preventDefault();
    const taken = library.map((entry) => entry.preset.id);
    const { checkedOn: _, ...rest } = preset;
    void keep(() =>
      client.presets.create({
        preset: {
          ...rest,
          id: freeId(slugOf(name), taken),
          name: name.trim(),
          category: 'custom',
          sources: [],
        },
      }),
    );
  };

  return (
    <Dialog onClose={onClose} title={t('recipe.saveTitle')} size="sm">
      <form onSubmit={create}>
        <TextInput
          label={t('recipe.name')}
          value={name}
          maxLength={80}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {error !== null && (
          <Group mt="md">
            <ErrorNotice error={error} />
          </Group>
        )}
        <Group justify="flex-end" mt="lg">
          <Button onClick={onClose}>{ui('cancel')}</Button>
          {own && (
            <Button onClick={() => void keep(() => client.presets.edit({ preset }))}>
              {t('recipe.saveOver', { name: preset.name })}
            </Button>
          )}
          <Button type="submit" variant="filled" disabled={name.trim() === ''}>
            {t('recipe.saveNew')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
