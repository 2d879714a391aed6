/** The preset of the address: the editor, or word that it is gone. */
import { Button } from '@mantine/core';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { usePresetTexts } from '../presets.texts.ts';
import { NEW_PRESET, usePresetAddress } from '../use-preset-address.ts';
import { PresetEditor } from './preset-editor.tsx';

export interface OpenPresetProps {
  readonly id: string;
  readonly entries: readonly PresetEntry[];
}

export function OpenPreset({ id, entries }: OpenPresetProps) {
  const t = usePresetTexts();
  const { openPreset } = usePresetAddress();
  const entry = entries.find(({ preset }) => preset.id === id) ?? null;
  if (entry === null && id !== NEW_PRESET) {
    return (
      <EmptyState title={t('gone')} actions={<Button onClick={() => openPreset(null)}>{t('back')}</Button>}>
        {t('goneText')}
      </EmptyState>
    );
  }
  return <PresetEditor address={id} entry={entry} entries={entries} />;
}
