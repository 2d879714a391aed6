/** Batches as the desktop shows them: progress on the taskbar, and a notification when one ends unwatched. */
import type { BrowserWindow, NotificationConstructorOptions } from 'electron';
import type { JobEvent } from '../shared/job.ts';
import type { HostTexts } from './texts/host-texts.ts';

export interface BatchSignalsDeps {
  readonly window: Pick<BrowserWindow, 'isDestroyed' | 'isFocused' | 'setProgressBar'>;
  readonly notify: (notification: NotificationConstructorOptions) => void;
  readonly texts: () => HostTexts['batch'];
  /** What a job says, from its start to its end. */
  readonly watch: (id: string) => Promise<AsyncIterable<JobEvent>>;
}

export interface BatchSignals {
  /** Resolves when the job has ended. */
  readonly follow: (id: string) => Promise<void>;
  readonly isRunning: () => boolean;
}

interface Progress {
  done: number;
  total: number;
  paused: boolean;
}

/** Takes the bar away. */
const NO_BAR = -1;

export function createBatchSignals({ window, notify, texts, watch }: BatchSignalsDeps): BatchSignals {
  const running = new Map<string, Progress>();

  function draw(): void {
    if (window.isDestroyed()) return;
    const jobs = [...running.values()];
    const total = jobs.reduce((sum, job) => sum + job.total, 0);
    const done = jobs.reduce((sum, job) => sum + job.done, 0);
    if (jobs.length === 0) window.setProgressBar(NO_BAR);
    else {
      const mode = jobs.every(({ paused }) => paused) ? 'paused' : 'normal';
      window.setProgressBar(total === 0 ? 0 : done / total, { mode });
    }
  }

  function announce(event: Extract<JobEvent, { type: 'ended' | 'broken' }>): void {
    if (!window.isDestroyed() && window.isFocused()) return;
    const { doneTitle, stoppedTitle, brokenTitle, counts } = texts();
    if (event.type === 'broken') {
      notify({ title: brokenTitle, body: event.reason.message });
      return;
    }
    const { summary, stopped } = event.end;
    // Who cancels it knows.
    if (stopped?.code === 'CANCELLED') return;
    notify({ title: stopped === null ? doneTitle : stoppedTitle, body: counts(summary) });
  }

  function take(progress: Progress, event: JobEvent): void {
    switch (event.type) {
      case 'started':
        progress.total = event.total;
        break;
      case 'item':
        progress.paused = false;
        progress.done += 1;
        break;
      case 'paused':
      case 'sleeping':
        progress.paused = true;
        break;
      case 'unpaused':
        progress.paused = false;
        break;
      case 'ended':
      case 'broken':
        announce(event);
    }
  }

  return {
    follow: async (id) => {
      if (running.has(id)) return;
      const progress: Progress = { done: 0, total: 0, paused: false };
      running.set(id, progress);
      try {
        for await (const event of await watch(id)) {
          take(progress, event);
          draw();
        }
      } finally {
        running.delete(id);
        draw();
      }
    },
    isRunning: () => running.size > 0,
  };
}
