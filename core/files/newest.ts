/** A map that holds a limited number of entries: the ones added or used last. */

export interface Newest<K, V> {
  /** Counts as a use. */
  readonly get: (key: K) => V | undefined;
  /** Without counting as a use. */
  readonly peek: (key: K) => V | undefined;
  /** What had to make way, oldest first; what was there under this key is one of them. */
  readonly set: (key: K, value: V) => readonly V[];
  readonly delete: (key: K) => void;
}

export function createNewest<K, V>(most: number): Newest<K, V> {
  // A map keeps the order of insertion: the oldest entry comes first.
  const entries = new Map<K, V>();
  return {
    get: (key) => {
      const value = entries.get(key);
      if (value !== undefined && entries.delete(key)) entries.set(key, value);
      return value;
    },
    peek: (key) => entries.get(key),
    set: (key, value) => {
      const gone: V[] = [];
      const earlier = entries.get(key);
      if (earlier !== undefined && entries.delete(key)) gone.push(earlier);
      entries.set(key, value);
      for (const [oldest, held] of entries) {
        if (entries.size <= most) break;
        entries.delete(oldest);
        gone.push(held);
      }
      return gone;
    },
    delete: (key) => entries.delete(key),
  };
}
