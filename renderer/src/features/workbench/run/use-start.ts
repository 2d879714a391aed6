/** Starts a batch and remembers what was chosen for its folder. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PreferenceValues } from '../../../../../shared/contract/preferences.ts';
import { api, client } from '../../../api/client.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { showError } from '../../../ui/notify.tsx';
import type { BatchOrder } from '../output/batch.ts';
import { MOST_TICKED } from '../presets/use-choice.ts';
import { choiceStore } from '../state/choice-store.ts';
import { followJob } from '../state/job-store.ts';
import { sourcesStore } from '../state/list-stores.ts';

/** Most folders whose choices are remembered. */
const MOST_FOLDERS = 100;

export interface StartRequest {
  readonly order: BatchOrder;
  /** Ids, when it is not the whole list. */
  readonly only: ReadonlySet<string> | null;
}

export function useStart(): {
  readonly start: (request: StartRequest) => void;
  readonly starting: boolean;
} {
  const { values, update } = usePreferences();
  const queryClient = useQueryClient();
  const [starting, setStarting] = useState(false);
  return {
    starting,
    start: ({ order, only }) => {
      setStarting(true);
      client.jobs
        .start({ ...order, wait: true })
        .then(({ id, total }) => {
          const { byId, roots } = sourcesStore.get();
          const paths = only === null ? null : new Set([...only].flatMap((one) => byId.get(one)?.path ?? []));
          followJob({ id, total, only: paths });
          update(remembered(values, roots, order.outputFolder));
          void queryClient.invalidateQueries({ queryKey: api.jobs.key() });
        })
        .catch(showError)
        .finally(() => setStarting(false));
    },
  };
}

/** The same folder, opened again, begins with the same presets and the same place for results. */
function remembered(
  { folders }: PreferenceValues,
  roots: readonly string[],
  outputFolder: string,
): Partial<PreferenceValues> {
  const [path] = roots;
  if (path === undefined || roots.length !== 1) return { welcomed: true };
  const presets = choiceStore.get().ticked.slice(0, MOST_TICKED);
  const others = folders.filter((folder) => folder.path !== path);
  return { welcomed: true, folders: [...others, { path, presets, outputFolder }].slice(-MOST_FOLDERS) };
}
