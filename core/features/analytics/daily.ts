/** Sums per UTC day, subject, preset, format and outcome: how a history row becomes part of one. */

export const DAY_MS = 86_400_000;

/** What a roll-up needs of a row of the history. */
export interface ProcessingFacts {
  readonly created_at: number;
  readonly subject: string;
  readonly preset_id: string;
  readonly output_format?: string | null;
  readonly outcome: string;
  readonly source_bytes?: number | null;
  readonly output_bytes?: number | null;
  readonly pixels?: number | undefined;
  readonly ms?: number | undefined;
}

export interface DailySum {
  readonly day: string;
  readonly subject: string;
  readonly preset_id: string;
  /** Empty when nothing was written. */
  readonly format: string;
  readonly outcome: string;
  readonly count: number;
  readonly bytes_in: number;
  readonly bytes_out: number;
  readonly pixels: number;
  readonly ms_total: number;
}

/** One sum per key, ordered by key so that concurrent writers lock rows in the same order. */
export function sumByDay(processings: readonly ProcessingFacts[]): DailySum[] {
  const sums = new Map<string, DailySum>();
  for (const processing of processings) {
    const fresh = toSum(processing);
    const key = keyOf(fresh);
    const known = sums.get(key);
    sums.set(key, known ? add(known, fresh) : fresh);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

export function keyOf(sum: DailySum): string {
  return JSON.stringify([sum.day, sum.subject, sum.preset_id, sum.format, sum.outcome]);
}

/** `YYYY-MM-DD` of the day that many days after 1970-01-01. */
export function dayName(dayNumber: number): string {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}

function toSum(processing: ProcessingFacts): DailySum {
  return {
    day: dayName(Math.floor(processing.created_at / DAY_MS)),
    subject: processing.subject,
    preset_id: processing.preset_id,
    format: processing.output_format ?? '',
    outcome: processing.outcome,
    count: 1,
    bytes_in: processing.source_bytes ?? 0,
    bytes_out: processing.output_bytes ?? 0,
    pixels: processing.pixels ?? 0,
    ms_total: processing.ms ?? 0,
  };
}

function add(a: DailySum, b: DailySum): DailySum {
  return {
    ...a,
    count: a.count + b.count,
    bytes_in: a.bytes_in + b.bytes_in,
    bytes_out: a.bytes_out + b.bytes_out,
    pixels: a.pixels + b.pixels,
    ms_total: a.ms_total + b.ms_total,
  };
}
