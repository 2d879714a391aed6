/** The health report in one list, and as text to send to somebody who helps. */
import type { HealthReport } from '../../../../../shared/contract/system.ts';
import { formatName } from '../../../../../shared/preset/rule-words.ts';

export interface ReportLine {
  readonly kind: 'read' | 'write' | 'database';
  /** A format, or what of the database was looked at. */
  readonly name: string;
  readonly detail: string;
  readonly ok: boolean;
}

/** What needs attention comes first. */
export function reportLines(report: HealthReport): readonly ReportLine[] {
  const lines = [
    ...report.engine.tests.map(
      ({ format, direction, ok, detail }): ReportLine => ({
        kind: direction,
        name: formatName(format),
        detail,
        ok,
      }),
    ),
    ...report.database.map(
      ({ name, value, ok }): ReportLine => ({ kind: 'database', name, detail: value, ok }),
    ),
  ];
  return lines.toSorted((a, b) => Number(a.ok) - Number(b.ok));
}

export function tally(lines: readonly ReportLine[], isMeant: (line: ReportLine) => boolean) {
  const meant = lines.filter(isMeant);
  return { ok: meant.filter(({ ok }) => ok).length, all: meant.length };
}

/** In English, whatever the language of the interface: it is read by whoever helps. */
export function reportText(report: HealthReport): string {
  const versions = Object.entries(report.versions).map(([name, version]) => `${name} ${version}`);
  const lines = reportLines(report).map(
    ({ kind, name, detail, ok }) =>
      `${ok ? 'ok  ' : 'BAD '} ${kind} ${name}${detail === '' ? '' : `: ${detail}`}`,
  );
  return [
    report.healthy ? 'Easel is well.' : 'Easel needs attention.',
    versions.join(', '),
    `data folder ${report.dataFolder}`,
    `installation ${report.installation}`,
    `slots ${report.engine.slots}`,
    ...lines,
    '',
  ].join('\n');
}
