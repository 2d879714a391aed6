/** What a batch did so far, from the events it sends: a pure reducer over groups of events. */
import type { Failure } from '../../../../../shared/errors.ts';
import type { ItemReport, JobEnd, JobEvent } from '../../../../../shared/job.ts';

export interface JobView {
  readonly id: string;
  readonly total: number;
  readonly state: 'running' | 'paused' | 'sleeping' | 'ended' | 'broken';
  /** By path of the source. */
  readonly items: ReadonlyMap<string, ItemReport>;
  /** Files with an outcome; waiting is none. */
  readonly done: number;
  readonly written: number;
  readonly failed: number;
  readonly skipped: number;
  readonly bytesOut: number;
  /** It waits for quota: since when and until when, epoch milliseconds. */
  readonly sleep: { readonly since: number; readonly until: number } | null;
  readonly end: JobEnd | null;
  readonly broken: Failure | null;
}

export function newJob(id: string, total: number): JobView {
  return {
    id,
    total,
    state: 'running',
    items: new Map(),
    done: 0,
    written: 0,
    failed: 0,
    skipped: 0,
    bytesOut: 0,
    sleep: null,
    end: null,
    broken: null,
  };
}

export function isOver({ state }: Pick<JobView, 'state'>): boolean {
  return state === 'ended' || state === 'broken';
}

/** Files that were in work when a job fell asleep still end, so an end soon after is no sign that it woke. */
const STILL_IN_WORK = 40_000;

/** Events come in groups, so that a thousand small files cost one change of the page. `now`: epoch milliseconds. */
export function afterEvents(job: JobView, events: readonly JobEvent[], now: number): JobView {
  const items = new Map(job.items);
  let next = { ...job, items };
  for (const event of events) {
    switch (event.type) {
      case 'started':
        // Also comes when a lost connection is taken up again: everything is told anew.
        items.clear();
        next = { ...newJob(event.job, event.total), items };
        break;
      case 'item':
        next = withItem(next, items, event, now);
        break;
      case 'sleeping':
        next = { ...next, state: 'sleeping', sleep: { since: now, until: event.until } };
        break;
      case 'paused':
        next = { ...next, state: 'paused', sleep: null };
        break;
      case 'unpaused':
        next = { ...next, state: 'running' };
        break;
      case 'ended':
        next = { ...next, state: 'ended', sleep: null, end: event.end };
        break;
      case 'broken':
        next = { ...next, state: 'broken', sleep: null, broken: event.reason };
        break;
    }
  }
  return next;
}

function withItem<View extends JobView>(
  job: View,
  items: Map<string, ItemReport>,
  report: ItemReport,
  now: number,
): View {
  const before = items.get(report.input);
  items.set(report.input, report);
  const change = (status: ItemReport['status']) =>
    Number(report.status === status) - Number(before?.status === status);
  const bytes = (item: ItemReport | undefined) =>
    item?.outputs.reduce((sum, output) => sum + output.bytes, 0) ?? 0;
  const written = change('written') + change('kept-original');
  const wakes =
    job.sleep !== null &&
    report.status !== 'waiting' &&
    (now >= job.sleep.until || now - job.sleep.since > STILL_IN_WORK);
  return {
    ...job,
    ...(wakes ? { state: 'running', sleep: null } : {}),
    done: job.done + written + change('failed') + change('skipped'),
    written: job.written + written,
    failed: job.failed + change('failed'),
    skipped: job.skipped + change('skipped'),
    bytesOut: job.bytesOut + bytes(report) - bytes(before),
  };
}
