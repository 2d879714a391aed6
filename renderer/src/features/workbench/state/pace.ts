/** How fast a batch goes and how long it still takes, from when files were finished lately. */

export interface PaceSample {
  /** Milliseconds of a clock that never goes back. */
  readonly at: number;
  readonly done: number;
}

/** Milliseconds that count: long enough to be steady, short enough to notice heavier files. */
const WINDOW = 15_000;
/** Before that nothing can be said. */
const LEAST_TIME = 1_500;

export function addSample(samples: readonly PaceSample[], sample: PaceSample): readonly PaceSample[] {
  const last = samples.at(-1);
  // Told anew after a lost connection: what was measured before says nothing.
  const kept = last !== undefined && sample.done < last.done ? [] : samples;
  return [...kept.filter(({ at }) => sample.at - at <= WINDOW), sample];
}

export interface Pace {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly left: number;
}

export function paceOf(samples: readonly PaceSample[], total: number): Pace | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return null;
  const time = last.at - first.at;
  const finished = last.done - first.done;
  if (time < LEAST_TIME || finished === 0) return null;
  const perSecond = (finished / time) * 1000;
  return { perSecond, left: ((total - last.done) / perSecond) * 1000 };
}
