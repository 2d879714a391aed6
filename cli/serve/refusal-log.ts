/**
 * Keeps refused requests on record without letting a hostile page fill the disk: the first ones of a minute one by
 * one, the rest of it as one count per reason.
 */
import type { RefusalReason } from './refusals.ts';

const WINDOW_MS = 60_000;
const ONE_BY_ONE = 20;

export interface CountedRefusal {
  readonly reason: RefusalReason;
  readonly count: number;
}

export interface RefusalLog {
  readonly add: (reason: RefusalReason) => void;
  /** Writes what is still only counted, and waits until everything is written. */
  readonly close: () => Promise<void>;
}

export interface RefusalLogOptions {
  readonly record: (refusal: CountedRefusal) => Promise<void>;
  /** A record that cannot be written must not stop the host, nor go unnoticed. */
  readonly onError: (error: unknown) => void;
}

export function createRefusalLog({ record, onError }: RefusalLogOptions): RefusalLog {
  let written = Promise.resolve();
  let alone = 0;
  let timer: NodeJS.Timeout | undefined;
  const counted = new Map<RefusalReason, number>();
  const write = (refusal: CountedRefusal) => {
    written = written.then(() => record(refusal)).catch(onError);
  };
  const endWindow = () => {
    clearTimeout(timer);
    timer = undefined;
    alone = 0;
    for (const [reason, count] of counted) write({ reason, count });
    counted.clear();
  };
  return {
    add: (reason) => {
      timer ??= setTimeout(endWindow, WINDOW_MS).unref();
      if (alone < ONE_BY_ONE) {
        alone += 1;
        write({ reason, count: 1 });
      } else counted.set(reason, (counted.get(reason) ?? 0) + 1);
    },
    close: () => {
      endWindow();
      return written;
    },
  };
}
