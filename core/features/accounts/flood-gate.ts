/** Decides which denials get a record each: the first of every minute; the rest of a flood is counted. In memory. */

/** Per key and minute. */
export const RECORDED_PER_MINUTE = 20;
const MINUTE_MS = 60_000;
/** More keys than this at once are a flood themselves, and share one count. */
const MOST_KEYS = 10_000;
const ALL_OTHERS = '';

export interface Counted<About> {
  readonly about: About;
  /** How many were not recorded. */
  readonly suppressed: number;
}

export interface FloodGate<About> {
  /** `suppressed`: what was only counted since the last record of this key, and belongs into this one. */
  readonly note: (key: string, about: About) => { readonly record: boolean; readonly suppressed: number };
  /** Counts of floods that stopped, or of all; each is given out once. */
  readonly drain: (which: 'over' | 'all') => readonly Counted<About>[];
}

interface Tally<About> {
  readonly about: About;
  readonly minute: number;
  readonly noted: number;
  readonly suppressed: number;
}

export function createFloodGate<About>(now: () => number): FloodGate<About> {
  const tallies = new Map<string, Tally<About>>();
  const thisMinute = () => Math.floor(now() / MINUTE_MS);

  let tidiedIn = thisMinute();

  function keyFor(key: string): string {
    if (tallies.size >= MOST_KEYS) tidy();
    return tallies.has(key) || tallies.size < MOST_KEYS ? key : ALL_OTHERS;
  }

  /** Once a minute at most: within one, nothing more can go. */
  function tidy(): void {
    const minute = thisMinute();
    if (minute === tidiedIn) return;
    tidiedIn = minute;
    for (const [key, tally] of tallies) {
      if (tally.minute !== minute && tally.suppressed === 0) tallies.delete(key);
    }
  }

  return {
    note: (wanted, about) => {
      const key = keyFor(wanted);
      const minute = thisMinute();
      const before = tallies.get(key);
      const noted = before?.minute === minute ? before.noted + 1 : 1;
      const counted = before?.suppressed ?? 0;
      const record = noted <= RECORDED_PER_MINUTE;
      tallies.set(key, { about, minute, noted, suppressed: record ? 0 : counted + 1 });
      return { record, suppressed: record ? counted : 0 };
    },
    drain: (which) => {
      const minute = thisMinute();
      const drained: Counted<About>[] = [];
      for (const [key, { about, suppressed, ...tally }] of tallies) {
        if (which === 'over' && tally.minute === minute) continue;
        tallies.delete(key);
        if (suppressed > 0) drained.push({ about, suppressed });
      }
      return drained;
    },
  };
}
