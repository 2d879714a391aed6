/** The jobs of this process: what each said so far, who listens, and the levers that pause and cancel it. */
import { setMaxListeners } from 'node:events';
import { EaselError } from '../../../shared/errors.ts';
import type { JobEvent } from '../../../shared/job.ts';

export interface LiveJob {
  readonly id: string;
  readonly total: number;
  readonly signal: AbortSignal;
  /** Resolves at once, or when a paused job goes on or is cancelled. */
  readonly whileAwake: () => Promise<void>;
  readonly tell: (event: JobEvent) => void;
}

export interface LiveJobs {
  /** `total` files are left. What an earlier run of the job in this process settled is told first. */
  readonly begin: (id: string, total: number) => LiveJob;
  /** From the job's first event to its last. */
  readonly watch: (id: string, signal?: AbortSignal) => AsyncGenerator<JobEvent>;
  readonly pause: (id: string) => void;
  readonly unpause: (id: string) => void;
  readonly cancel: (id: string) => void;
  readonly find: (id: string) => LiveJobState | null;
  readonly list: () => readonly LiveJobState[];
  /** Cancels whatever runs and resolves when all of it has ended. */
  readonly close: () => Promise<void>;
}

export interface LiveJobState {
  readonly id: string;
  readonly state: 'running' | 'paused' | 'ended';
  readonly done: number;
}

/** Ended jobs whose events are kept, for a page that comes back. */
const KEPT_ENDED = 5;

interface Entry extends LiveJob {
  readonly stop: AbortController;
  readonly events: JobEvent[];
  readonly listeners: Set<() => void>;
  state: 'running' | 'paused' | 'ended';
  done: number;
}

export function createLiveJobs(): LiveJobs {
  const jobs = new Map<string, Entry>();

  function known(id: string): Entry {
    const job = jobs.get(id);
    if (job === undefined) throw new EaselError('JOB_NOT_FOUND');
    return job;
  }

  function running(id: string): Entry {
    const job = known(id);
    if (job.state === 'ended') throw new EaselError('JOB_NOT_FOUND');
    return job;
  }

  function begin(id: string, total: number): LiveJob {
    const stop = new AbortController();
    const settled = (jobs.get(id)?.events ?? []).filter(
      (event) => event.type === 'item' && event.status !== 'waiting',
    );
    // Every file in work listens.
    setMaxListeners(0, stop.signal);
    const job: Entry = {
      id,
      total,
      stop,
      signal: stop.signal,
      events: [],
      listeners: new Set(),
      state: 'running',
      done: 0,
      tell: (event) => tell(job, event),
      whileAwake: async () => {
        while (job.state === 'paused' && !stop.signal.aborted) await nextEvent(job);
      },
    };
    jobs.set(id, job);
    job.tell({ type: 'started', job: id, total: total + settled.length });
    for (const event of settled) job.tell(event);
    return job;
  }

  function tell(job: Entry, event: JobEvent): void {
    job.events.push(event);
    if (event.type === 'item' && event.status !== 'waiting') job.done += 1;
    if (event.type === 'ended' || event.type === 'broken') {
      job.state = 'ended';
      forgetOldest();
    }
    for (const listener of job.listeners) listener();
  }

  function forgetOldest(): void {
    const ended = [...jobs.values()].filter(({ state }) => state === 'ended');
    for (const { id } of ended.slice(0, -KEPT_ENDED)) jobs.delete(id);
  }

  async function* watch(id: string, signal?: AbortSignal): AsyncGenerator<JobEvent> {
    const job = known(id);
    for (let next = 0; ; ) {
      for (; next < job.events.length; next += 1) {
        const event = job.events[next];
        if (event !== undefined) yield event;
      }
      if (job.state === 'ended') return;
      await nextEvent(job, signal);
      if (signal?.aborted) return;
    }
  }

  return {
    begin,
    watch,
    pause: (id) => {
      const job = running(id);
      if (job.state === 'paused') return;
      job.state = 'paused';
      job.tell({ type: 'paused' });
    },
    unpause: (id) => {
      const job = running(id);
      if (job.state === 'running') return;
      job.state = 'running';
      job.tell({ type: 'unpaused' });
    },
    cancel: (id) => cancel(running(id)),
    find: (id) => jobs.get(id) ?? null,
    list: () => [...jobs.values()],
    close: async () => {
      const open = [...jobs.values()].filter(({ state }) => state !== 'ended');
      await Promise.all(
        open.map(async (job) => {
          cancel(job);
          while (job.state !== 'ended') await nextEvent(job);
        }),
      );
    },
  };

  function cancel(job: Entry): void {
    job.stop.abort();
    // Whoever waits for a paused job looks again.
    for (const listener of job.listeners) listener();
  }
}

function nextEvent(job: Entry, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      job.listeners.delete(done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    job.listeners.add(done);
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
}
