/** Notices when nobody has asked for anything for a while. */

export interface IdleWatch {
  /** Call it when a request begins, and what it returns when the answer is done. */
  readonly begin: () => () => void;
  readonly stop: () => void;
}

export interface IdleWatchOptions {
  /** Milliseconds without a request; null: never idle. */
  readonly idleMs: number | null;
  /** Work that goes on without anybody watching. */
  readonly isBusy: () => Promise<boolean>;
  readonly onIdle: () => void;
}

export function createIdleWatch({ idleMs, isBusy, onIdle }: IdleWatchOptions): IdleWatch {
  let open = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const wait = () => {
    clearTimeout(timer);
    if (idleMs !== null && !stopped) timer = setTimeout(check, idleMs).unref();
  };
  const check = () => {
    isBusy().then(
      (busy) => {
        if (open > 0 || stopped) return;
        if (busy) wait();
        else onIdle();
      },
      // Whoever cannot say whether it works is not stopped for it.
      wait,
    );
  };
  wait();
  return {
    begin: () => {
      open += 1;
      clearTimeout(timer);
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        open -= 1;
        wait();
      };
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
