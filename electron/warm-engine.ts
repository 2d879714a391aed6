/** An engine that starts when it is first needed, or earlier when the host has time to spare. */
import type { Engine, EngineTuning } from '../core/engine/engine.ts';

export interface WarmEngine extends Engine {
  /** Starts the engine's process. */
  readonly warm: () => void;
}

/** `slots`: files in work at once, known before there is a process. */
export function createWarmEngine(create: () => Engine, { slots }: { readonly slots: number }): WarmEngine {
  let engine: Engine | null = null;
  let tuning: EngineTuning | null = null;
  let closed = false;

  function started(): Engine {
    if (engine === null) {
      engine = create();
      if (tuning !== null) engine.configure(tuning);
      // Whoever asks after the end gets the engine's own answer to that.
      if (closed) void engine.close();
    }
    return engine;
  }

  return {
    warm: () => {
      if (!closed) started();
    },
    run: (operation, request, options) => started().run(operation, request, options),
    versions: () => started().versions(),
    slots,
    stats: () =>
      engine?.stats() ?? {
        starts: 0,
        crashes: 0,
        timeouts: 0,
        pid: undefined,
        inWork: 0,
        peakRssBytes: 0,
      },
    configure: (wanted) => {
      tuning = wanted;
      engine?.configure(wanted);
    },
    close: async () => {
      closed = true;
      await engine?.close();
    },
  };
}
