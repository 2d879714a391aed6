/** The batch that runs, or ran last: follows its events and comes back after a lost connection. */
import type { JobEvent } from '../../../../../shared/job.ts';
import { client } from '../../../api/client.ts';
import { afterEvents, isOver, type JobView, newJob } from './job.ts';
import { addSample, type PaceSample } from './pace.ts';
import { createStore } from './store.ts';

export interface JobInView {
  readonly job: JobView | null;
  readonly samples: readonly PaceSample[];
  /** False while nobody answers; the batch itself goes on. */
  readonly connected: boolean;
  /** Paths in the batch when it is not the whole list. */
  readonly only: ReadonlySet<string> | null;
}

/** Which batch this page follows, for the page's next loading. */
const KEY = 'easel-job';

const NO_JOB: JobInView = { job: null, samples: [], connected: true, only: null };

export const jobStore = createStore<JobInView>(NO_JOB);

/** Milliseconds between two changes of the page. */
const GROUP_TIME = 120;
/** Milliseconds before a lost connection is tried again. */
const RETRY_TIME = 1500;

let following: AbortController | null = null;

export interface FollowOptions {
  readonly id: string;
  readonly total: number;
  readonly only?: ReadonlySet<string> | null;
}

export function followJob({ id, total, only = null }: FollowOptions): void {
  following?.abort();
  const stop = new AbortController();
  following = stop;
  jobStore.update(() => ({ ...NO_JOB, job: newJob(id, total), only }));
  window.sessionStorage.setItem(KEY, id);
  void follow(id, stop.signal);
}

/** The batch whose result was in view before the page was loaded anew. */
export function rememberedJob(): string | null {
  return window.sessionStorage.getItem(KEY);
}

/** The result has been read: the workbench is ready for the next batch. */
export function leaveJob(): void {
  following?.abort();
  following = null;
  window.sessionStorage.removeItem(KEY);
  jobStore.update((now) => (now.job === null ? now : NO_JOB));
}

async function follow(id: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await readEvents(id, signal);
    } catch {
      if (!signal.aborted) jobStore.update((now) => ({ ...now, connected: false }));
    }
    const { job } = jobStore.get();
    if (signal.aborted || job === null || isOver(job)) break;
    await new Promise((resolve) => setTimeout(resolve, RETRY_TIME));
  }
}

async function readEvents(id: string, signal: AbortSignal): Promise<void> {
  let group: JobEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const events = group;
    group = [];
    if (events.length > 0 && !signal.aborted) take(events);
  };
  try {
    for await (const event of await client.jobs.watch({ id }, { signal })) {
      group.push(event);
      timer ??= setTimeout(flush, GROUP_TIME);
    }
  } finally {
    flush();
  }
}

function take(events: readonly JobEvent[]): void {
  jobStore.update((now) => {
    if (now.job === null) return now;
    const job = afterEvents(now.job, events, Date.now());
    // Time spent waiting says nothing about speed.
    const steady = job.state === 'running' && now.job.state === 'running';
    const samples = addSample(steady ? now.samples : [], { at: performance.now(), done: job.done });
    return { ...now, job, samples, connected: true };
  });
}
