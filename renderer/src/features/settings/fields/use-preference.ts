/** One preference, saved at once and shown at once; a refused change is taken back. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { PreferenceValues } from '../../../../../shared/contract/preferences.ts';
import { client } from '../../../api/client.ts';
import { preferencesQuery, usePreferences } from '../../../preferences/use-preferences.ts';
import { type SavedField, useSavedField } from './use-saved-field.ts';

export type PreferenceField<Key extends keyof PreferenceValues> = SavedField<PreferenceValues[Key]> & {
  readonly value: PreferenceValues[Key];
};

export function usePreference<Key extends keyof PreferenceValues>(key: Key): PreferenceField<Key> {
  const queryClient = useQueryClient();
  const value = usePreferences().values[key];
  const save = useCallback(
    async (next: PreferenceValues[Key]) => {
      const { queryKey } = preferencesQuery();
      queryClient.setQueryData<PreferenceValues>(queryKey, (now) => now && { ...now, [key]: next });
      try {
        queryClient.setQueryData(queryKey, await client.preferences.update({ [key]: next }));
      } catch (error) {
        await queryClient.invalidateQueries({ queryKey });
        throw error;
      }
    },
    [queryClient, key],
  );
  return { value, ...useSavedField(value, save) };
}
