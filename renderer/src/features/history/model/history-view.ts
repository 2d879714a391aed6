/** What the history shows: as the address keeps it, and as the core is asked for it. Days are those of this computer. */
import type { HistoryFilterInput, HistoryOutcome } from '../../../../../shared/contract/history.ts';

export const OUTCOMES = ['written', 'kept-original', 'failed'] as const satisfies readonly HistoryOutcome[];

export const PERIODS = ['any', 'today', 'week', 'month', 'custom'] as const;
export type Period = (typeof PERIODS)[number];

export interface HistoryView {
  readonly period: Period;
  /** First and last day, `2026-11-23`, both included; only for a custom period, and either may be open. */
  readonly from: string | null;
  readonly to: string | null;
  readonly preset: string | null;
  readonly format: string | null;
  readonly outcome: HistoryOutcome | null;
  readonly file: string | null;
  readonly job: string | null;
}

export const EVERYTHING: HistoryView = {
  period: 'any',
  from: null,
  to: null,
  preset: null,
  format: null,
  outcome: null,
  file: null,
  job: null,
};

/** Days shown by the named periods, today included. */
const DAYS: Readonly<Partial<Record<Period, number>>> = { today: 1, week: 7, month: 30 };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONGEST = { preset: 64, format: 10, file: 200 } as const;

/** Whatever makes no sense in the address is left out, as if it were not there. */
export function readView(query: URLSearchParams): HistoryView {
  const period = PERIODS.find((known) => known === query.get('period')) ?? 'any';
  const outcome = OUTCOMES.find((known) => known === query.get('outcome')) ?? null;
  const job = query.get('job');
  return {
    period,
    from: period === 'custom' ? dayOf(query.get('from')) : null,
    to: period === 'custom' ? dayOf(query.get('to')) : null,
    preset: textOf(query.get('preset'), LONGEST.preset),
    format: textOf(query.get('format'), LONGEST.format),
    outcome,
    file: textOf(query.get('file'), LONGEST.file),
    job: job !== null && UUID.test(job) ? job : null,
  };
}

/** The names of the address that have to change. */
export function writeView(change: Partial<HistoryView>): Readonly<Record<string, string | null>> {
  const days = change.period !== undefined && change.period !== 'custom' ? { from: null, to: null } : {};
  return Object.fromEntries(
    Object.entries({ ...change, ...days }).map(([name, value]) => [
      name,
      value === 'any' || value === '' || value === undefined ? null : value,
    ]),
  );
}

export function isEverything(view: HistoryView): boolean {
  return Object.keys(filterOf(view, 0)).length === 0;
}

/** `now` in epoch milliseconds; the same filter all day long. */
export function filterOf(view: HistoryView, now: number): HistoryFilterInput {
  const { from, to } = spanOf(view, now);
  return {
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(view.preset === null ? {} : { preset: view.preset }),
    ...(view.format === null ? {} : { format: view.format }),
    ...(view.outcome === null ? {} : { outcome: view.outcome }),
    ...(view.job === null ? {} : { job: view.job }),
    ...(view.file === null ? {} : { file: view.file }),
  };
}

function spanOf({ period, from, to }: HistoryView, now: number): { from: number | null; to: number | null } {
  if (period === 'custom') {
    return { from: from === null ? null : startOf(from, 0), to: to === null ? null : startOf(to, 1) };
  }
  const days = DAYS[period];
  if (days === undefined) return { from: null, to: null };
  const start = new Date(now);
  start.setHours(0, 0, 0, 0);
  // By the calendar: a day in which clocks change is not 24 hours long.
  start.setDate(start.getDate() - (days - 1));
  return { from: start.getTime(), to: null };
}

/** Midnight at the beginning of the day, or of the one that many days later. */
function startOf(day: string, later: number): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return Math.max(0, new Date(year, month - 1, date + later).getTime());
}

function dayOf(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  return Number.isNaN(Date.parse(text)) ? null : text;
}

function textOf(text: string | null, longest: number): string | null {
  return text === null || text === '' || text.length > longest ? null : text;
}
