/** How this person likes the interface. Changes show at once and are kept by the core; a refused one is taken back. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { PreferenceValues } from '../../../shared/contract/preferences.ts';
import { api, client } from '../api/client.ts';
import { showError } from '../ui/notify.tsx';

export interface UsePreferences {
  readonly values: PreferenceValues;
  /** Only what is named changes. */
  readonly update: (change: Partial<PreferenceValues>) => void;
}

/** What holds until the core has answered; the same as its own defaults. */
const DEFAULTS: PreferenceValues = {
  theme: 'system',
  language: null,
  outputFolder: null,
  template: null,
  conflict: 'if-changed',
  keepTree: true,
  presets: [],
  pinnedPresets: [],
  gridSize: 'medium',
  welcomed: false,
  folders: [],
};

export const preferencesQuery = () =>
  api.preferences.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY });

export function usePreferences(): UsePreferences {
  const queryClient = useQueryClient();
  const { data = DEFAULTS } = useQuery(preferencesQuery());
  const update = useCallback(
    (change: Partial<PreferenceValues>) => {
      const { queryKey } = preferencesQuery();
      queryClient.setQueryData<PreferenceValues>(queryKey, (now = DEFAULTS) => ({ ...now, ...change }));
      client.preferences.update(change).catch((error: unknown) => {
        void queryClient.invalidateQueries({ queryKey });
        showError(error);
      });
    },
    [queryClient],
  );
  return { values: data, update };
}
