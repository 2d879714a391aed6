/**
 * Batches that are there when the page opens: one at work is followed again, so is one whose result was in view, and
 * one that stopped is offered.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { JobState } from '../../../../../shared/job.ts';
import { api } from '../../../api/client.ts';
import { followJob, jobStore, rememberedJob } from '../state/job-store.ts';
import { useStore } from '../state/store.ts';

/** The newest batch that can be resumed; null while another one is in view. */
export function useUnfinishedJob(): JobState | null {
  const inView = useStore(jobStore, ({ job }) => job !== null);
  const { data: jobs } = useQuery(api.jobs.list.queryOptions({ staleTime: 0, enabled: !inView }));

  const wasInView = rememberedJob();
  const atWork =
    jobs?.find(({ state }) => state === 'running' || state === 'paused') ??
    jobs?.find(({ id, state }) => state === 'ended' && id === wasInView);
  useEffect(() => {
    if (atWork !== undefined && jobStore.get().job === null) followJob(atWork);
  }, [atWork]);

  if (inView || atWork !== undefined) return null;
  return jobs?.find(({ state }) => state === 'stopped') ?? null;
}
