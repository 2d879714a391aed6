/** What needs attention cannot be missed, in the list and in the text. */
import { expect, it } from 'vitest';
import type { HealthReport } from '../../../../../shared/contract/system.ts';
import { reportLines, reportText, tally } from './report.ts';

const report: HealthReport = {
  healthy: false,
  versions: { easel: '1.0.0', node: '24.0.0', sharp: '0.35.5', libvips: '8.18.0', pipeline: 7 },
  dataFolder: '/data',
  installation: 'abc',
  database: [
    { name: 'sqlite', value: '3.51.0', ok: true },
    { name: 'audit log', value: 'broken at 7 (hash)', ok: false },
  ],
  engine: {
    slots: 3,
    tests: [
      { format: 'jpeg', direction: 'read', ok: true, detail: '' },
      { format: 'avif', direction: 'write', ok: false, detail: 'no encoder' },
    ],
  },
};

it('puts what needs attention first', () => {
  expect(reportLines(report).map(({ kind, name, ok }) => `${ok} ${kind} ${name}`)).toEqual([
    'false write AVIF',
    'false database audit log',
    'true read JPEG',
    'true database sqlite',
  ]);
});

it('counts by kind', () => {
  expect(tally(reportLines(report), ({ kind }) => kind === 'database')).toEqual({ ok: 1, all: 2 });
});

it('can be sent as text', () => {
  const text = reportText(report);
  expect(text).toContain('BAD  write AVIF: no encoder');
  expect(text).toContain('BAD  database audit log: broken at 7 (hash)');
  expect(text).toContain('easel 1.0.0, node 24.0.0');
  expect(text).toContain('ok   read JPEG\n');
});
