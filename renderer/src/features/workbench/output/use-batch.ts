/** The batch as it would start now, and what is known about it before it does. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PlannedReport } from '../../../../../shared/job.ts';
import { DEFAULT_TEMPLATE } from '../../../../../shared/naming/name-template.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { api, client } from '../../../api/client.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { choiceStore, overridesStore } from '../state/choice-store.ts';
import { identityOf } from '../state/identity.ts';
import { sourcesStore } from '../state/list-stores.ts';
import { NO_SOURCES } from '../state/sources.ts';
import { createStore, useStore } from '../state/store.ts';
import { type BatchOptions, type BatchOrder, batchIds, batchOrder, outputCount } from './batch.ts';

/** Chosen since the page was opened, for this list of images; null: as remembered. */
export const chosenFolderStore = createStore<string | null>(null);

/** Milliseconds. */
const REST = 350;
/** Files looked at to see names and collisions. */
const LOOKED_AT = 20;

export interface UseBatch {
  readonly options: BatchOptions;
  /** Null while something is missing. */
  readonly order: BatchOrder | null;
  readonly ids: readonly string[];
  readonly outputs: number;
}

export function useBatchOptions(): BatchOptions {
  const { values } = usePreferences();
  const chosen = useStore(chosenFolderStore, (folder) => folder);
  const { data: info } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const outputFolder = chosen ?? values.outputFolder ?? info?.suggestedOutputFolder ?? '';
  const { template, conflict, keepTree } = values;
  return useMemo(
    () => ({ outputFolder, template: template ?? DEFAULT_TEMPLATE, conflict, keepTree }),
    [outputFolder, template, conflict, keepTree],
  );
}

/** While folders are still being read there is nothing to order, and nothing is worked out. */
export function useBatch(
  ticked: readonly Preset[],
  only: ReadonlySet<string> | null,
  reading: boolean,
): UseBatch {
  const sources = useStore(sourcesStore, (now) => (reading ? NO_SOURCES : now));
  const edits = useStore(choiceStore, (now) => now.edits);
  const overrides = useStore(overridesStore, (now) => now);
  const options = useBatchOptions();
  return useMemo(
    () => ({
      options,
      order: batchOrder({ sources, only, ticked, edits, overrides, options }),
      ids: batchIds(sources, only),
      outputs: outputCount(ticked),
    }),
    [sources, only, ticked, edits, overrides, options],
  );
}

/** The first files of the batch as they would be named and written. */
export function usePlan(order: BatchOrder | null) {
  const [rested] = useDebouncedValue(order, REST);
  return useQuery({
    queryKey: ['plan', rested === null ? 0 : identityOf(rested)],
    queryFn: async ({ signal }) => {
      const reports: PlannedReport[] = [];
      if (rested === null) return reports;
      const first = { ...rested, inputs: rested.inputs.slice(0, LOOKED_AT), limit: LOOKED_AT };
      for await (const report of await client.jobs.plan(first, { signal })) {
        reports.push(report);
      }
      return reports;
    },
    enabled: rested !== null,
    staleTime: 5_000,
    gcTime: 10_000,
    placeholderData: (before) => (rested === null ? undefined : before),
  });
}

/** What all results will weigh, judged by a few of them. */
export function useEstimate(ids: readonly string[], ticked: readonly Preset[]) {
  const wish = useMemo(
    () => (ids.length === 0 || ticked.length === 0 ? null : { ids, ticked }),
    [ids, ticked],
  );
  const [rested] = useDebouncedValue(wish, 2 * REST);
  return useQuery({
    queryKey: ['estimate', rested === null ? 0 : identityOf(rested)],
    queryFn: ({ signal }) =>
      client.previews.estimate(
        {
          sources: [...(rested?.ids ?? [])],
          outputs: rested?.ticked.flatMap((preset) => preset.outputs) ?? [],
        },
        { signal },
      ),
    enabled: rested !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    placeholderData: (before) => (rested === null ? undefined : before),
  });
}
