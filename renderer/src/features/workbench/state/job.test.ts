/** The numbers of a batch follow its events, also when the connection is lost and everything is told again. */
import { describe, expect, it } from 'vitest';
import { failure } from '../../../../../shared/errors.ts';
import type { ItemReport, JobEvent, OutputReport } from '../../../../../shared/job.ts';
import { afterEvents, isOver, newJob } from './job.ts';

const output = (bytes: number): OutputReport => ({
  preset: 'web-hero',
  variant: '',
  path: '/out/a.webp',
  format: 'webp',
  width: 1920,
  height: 1080,
  bytes,
  quality: 80,
  ms: 5,
  warnings: [],
});
const item = (input: string, status: ItemReport['status'], bytes = 0): JobEvent => ({
  type: 'item',
  index: 0,
  input,
  status,
  outputs: bytes === 0 ? [] : [output(bytes)],
});
const NOW = 1_000_000;
const start: JobEvent = { type: 'started', job: 'j', total: 4 };

describe('counting', () => {
  it('counts outcomes and bytes', () => {
    const job = afterEvents(
      newJob('j', 4),
      [
        start,
        item('a', 'written', 10),
        item('b', 'kept-original', 5),
        item('c', 'failed'),
        item('d', 'skipped'),
      ],
      NOW,
    );
    expect(job).toMatchObject({ done: 4, written: 2, failed: 1, skipped: 1, bytesOut: 15 });
  });

  it('does not take waiting for done, and counts a file once when it is', () => {
    const waiting = afterEvents(newJob('j', 4), [item('a', 'waiting')], NOW);
    expect(waiting.done).toBe(0);
    expect(afterEvents(waiting, [item('a', 'written', 7)], NOW)).toMatchObject({
      done: 1,
      written: 1,
      bytesOut: 7,
    });
  });

  it('begins again when everything is told anew', () => {
    const job = afterEvents(newJob('j', 4), [start, item('a', 'written', 10)], NOW);
    expect(afterEvents(job, [start, item('a', 'written', 10)], NOW)).toMatchObject({ done: 1, bytesOut: 10 });
  });

  it('leaves the job it was given alone', () => {
    const job = newJob('j', 4);
    afterEvents(job, [item('a', 'failed')], NOW);
    expect(job.items.size).toBe(0);
  });
});

describe('states', () => {
  const reason = failure('QUOTA_EXCEEDED', { limit: 1, at: '14:05' });
  const asleep = afterEvents(newJob('j', 4), [{ type: 'sleeping', until: NOW + 600_000, reason }], NOW);

  it('sleeps until quota frees, also while files in work still end', () => {
    expect(asleep).toMatchObject({ state: 'sleeping', sleep: { until: NOW + 600_000 } });
    expect(afterEvents(asleep, [item('a', 'written', 1)], NOW + 2000)).toMatchObject({
      state: 'sleeping',
      done: 1,
    });
  });

  it('is awake when files end much later, or after the time was up', () => {
    for (const later of [NOW + 60_000, NOW + 600_000]) {
      expect(afterEvents(asleep, [item('a', 'written', 1)], later)).toMatchObject({
        state: 'running',
        sleep: null,
      });
    }
  });

  it('pauses and goes on', () => {
    const paused = afterEvents(newJob('j', 4), [{ type: 'paused' }, item('a', 'written', 1)], NOW);
    expect(paused.state).toBe('paused');
    expect(afterEvents(paused, [{ type: 'unpaused' }], NOW).state).toBe('running');
  });

  it('ends by breaking', () => {
    const broken = failure('INTERNAL', { reason: 'x' });
    const job = afterEvents(newJob('j', 4), [{ type: 'broken', reason: broken }], NOW);
    expect(isOver(job)).toBe(true);
    expect(job.broken?.code).toBe('INTERNAL');
  });
});
