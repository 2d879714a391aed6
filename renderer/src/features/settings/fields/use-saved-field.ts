/** A setting that saves at once: how the last change went, and the way back. */
import { useCallback, useRef, useState } from 'react';

export type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface SavedField<Value> {
  readonly state: SaveState;
  readonly change: (value: Value) => void;
  /** Undefined while there is nothing to take back. */
  readonly undo: (() => void) | undefined;
}

export function useSavedField<Value>(value: Value, save: (value: Value) => Promise<void>): SavedField<Value> {
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const [before, setBefore] = useState<{ readonly value: Value } | null>(null);
  const latest = useRef(0);

  const write = useCallback(
    async (next: Value, previous: { readonly value: Value } | null) => {
      latest.current += 1;
      const own = latest.current;
      setState({ kind: 'saving' });
      try {
        await save(next);
        // A later change has its own answer to show.
        if (own !== latest.current) return;
        setState({ kind: 'saved' });
        setBefore(previous);
      } catch (error) {
        if (own === latest.current) setState({ kind: 'failed', error });
      }
    },
    [save],
  );

  return {
    state,
    change: (next) => void write(next, { value }),
    undo: before === null ? undefined : () => void write(before.value, null),
  };
}
