/** Saves a preset unless somebody else saved it since: then nothing is written and their version is handed back. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { api, client } from '../../../api/client.ts';

export interface SaveRequest {
  readonly preset: Preset;
  /** What editing began from; null creates. */
  readonly base: PresetEntry | null;
}

export interface SaveResult {
  readonly saved: boolean;
  /** What was saved, or what somebody else saved. */
  readonly entry: PresetEntry;
}

export function useSavePreset() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ preset, base }: SaveRequest): Promise<SaveResult> => {
      if (base === null) return { saved: true, entry: await client.presets.create({ preset }) };
      const now = await client.presets.get({ id: preset.id });
      if (now.version !== base.version) return { saved: false, entry: now };
      return { saved: true, entry: await client.presets.edit({ preset }) };
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.presets.key() }),
  });
}
