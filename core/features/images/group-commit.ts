/**
 * Group commit: what finishes within a short time shares one transaction, because each transaction waits for the
 * disk. A caller's promise resolves when its entry is durable, and rejects when the transaction failed as a whole.
 */
export interface GroupCommit<T> {
  readonly add: (entry: T) => Promise<void>;
  /** Resolves when everything added so far is durable. */
  readonly settle: () => Promise<void>;
}

export interface GroupCommitOptions {
  /** Longest an entry waits for company, in milliseconds. */
  readonly delayMs: number;
  /** Entries that are written at once without waiting. */
  readonly maxEntries: number;
  /** True when no further entry is on its way, so that waiting for company is pointless. */
  readonly isIdle: () => boolean;
}

interface Waiting<T> {
  readonly entry: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export function createGroupCommit<T>(
  write: (entries: readonly T[]) => Promise<void>,
  options: GroupCommitOptions,
): GroupCommit<T> {
  let waiting: Waiting<T>[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;

  function schedule(): void {
    if (writing !== null) return; // the end of the current write schedules the next
    if (waiting.length >= options.maxEntries || options.isIdle()) flush();
    else timer ??= setTimeout(flush, options.delayMs);
  }

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (writing !== null || waiting.length === 0) return;
    const group = waiting;
    waiting = [];
    writing = write(group.map(({ entry }) => entry))
      .then(
        () => {
          for (const { resolve } of group) resolve();
        },
        (error: unknown) => {
          for (const { reject } of group) reject(error);
        },
      )
      .finally(() => {
        writing = null;
        if (waiting.length > 0) schedule();
      });
  }

  return {
    add: (entry) =>
      new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject });
        schedule();
      }),
    settle: async () => {
      while (writing !== null || waiting.length > 0) {
        flush();
        await writing;
      }
    },
  };
}
