/** Events as a table for spreadsheets. */
import { CSV_BOM, type CsvCell, csvLine } from '../../../csv.ts';
import type { AuditEntry } from '../audit-entry.ts';

const COLUMNS: Readonly<Record<string, (entry: AuditEntry) => CsvCell>> = {
  seq: ({ seq }) => seq,
  time: ({ at }) => new Date(at).toISOString(),
  actor: ({ actor }) => actor,
  role: ({ role }) => role,
  session: ({ session }) => session,
  category: ({ category }) => category,
  action: ({ action }) => action,
  outcome: ({ outcome }) => outcome,
  reason: ({ reason }) => reason,
  resource: ({ resource }) => resource,
  request: ({ requestId }) => requestId,
  surface: ({ surface }) => surface,
  boot: ({ bootId }) => bootId,
  log: ({ logId }) => logId,
};

export function csvHeader(): string {
  return CSV_BOM + csvLine(Object.keys(COLUMNS));
}

export function csvEventLine(entry: AuditEntry): string {
  return csvLine(Object.values(COLUMNS).map((cellOf) => cellOf(entry)));
}
