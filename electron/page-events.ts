/** What the desktop asks of the page, kept until a page listens. */
import type { DesktopEvent } from '../shared/contract/desktop.ts';

export interface PageEvents {
  readonly send: (event: DesktopEvent) => void;
  /** Until the signal aborts or a newer listener takes over, such as the same page loaded again. */
  readonly listen: (signal?: AbortSignal) => AsyncGenerator<DesktopEvent>;
}

/** A page that never comes must not fill the memory. */
const MOST_WAITING = 1000;

export function createPageEvents(): PageEvents {
  let waiting: DesktopEvent[] = [];
  let listener = 0;
  let wake = () => {};

  return {
    send: (event) => {
      waiting = [...waiting, event].slice(-MOST_WAITING);
      wake();
    },
    listen: async function* (signal) {
      listener += 1;
      const me = listener;
      wake();
      while (!signal?.aborted && me === listener) {
        const next = waiting.shift();
        if (next === undefined) await untilWoken(signal);
        else yield next;
      }
    },
  };

  function untilWoken(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        signal?.removeEventListener('abort', done);
        resolve();
      };
      wake = done;
      signal?.addEventListener('abort', done);
    });
  }
}
