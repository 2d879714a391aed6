/** Runs an async step on a few items ahead of the reader, and hands the results over in order. */
export async function* lookahead<T, R>(
  items: AsyncIterable<T>,
  ahead: number,
  step: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const iterator = items[Symbol.asyncIterator]();
  const pending: Promise<R>[] = [];
  let exhausted = false;
  const fill = async () => {
    while (!exhausted && pending.length < ahead) {
      const next = await iterator.next();
      if (next.done) {
        exhausted = true;
        return;
      }
      const result = step(next.value);
      // Its turn comes later; until then a rejection must not count as unhandled.
      result.catch(() => undefined);
      pending.push(result);
    }
  };
  try {
    await fill();
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      await fill();
      yield await next;
    }
  } finally {
    await iterator.return?.();
  }
}

/** At most `permits` holders at a time, served in the order they asked. */
export function createSemaphore(permits: number): { acquire: () => Promise<() => void> } {
  let free = permits;
  const waiting: (() => void)[] = [];
  const release = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    acquire: async () => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let released = false;
      return () => {
        if (!released) release();
        released = true;
      };
    },
  };
}
