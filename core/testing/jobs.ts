/** For tests: a job as whoever watches it sees it. */

import { EaselError } from '../../shared/errors.ts';
import type { JobEnd, JobEvent } from '../../shared/job.ts';
import type { LocalClient } from '../rpc/local-client.ts';

export interface WatchedJob {
  readonly events: readonly JobEvent[];
  readonly end: JobEnd;
}

/** Waits for the end; a job that broke rejects with why. */
export async function endOf({ jobs }: Pick<LocalClient, 'jobs'>, id: string): Promise<WatchedJob> {
  const events: JobEvent[] = [];
  for await (const event of await jobs.watch({ id })) {
    events.push(event);
    if (event.type === 'ended') return { events, end: event.end };
    if (event.type === 'broken') throw new EaselError(event.reason.code, event.reason.data);
  }
  throw new Error('the job ended without saying so');
}
