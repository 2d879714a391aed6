/** The history as a CSV file: one line per output. */
import type { HistoryEntry } from '../../../shared/contract/history.ts';
import { CSV_BOM, type CsvCell, csvLine } from '../../csv.ts';

const COLUMNS: Readonly<Record<string, (entry: HistoryEntry) => CsvCell>> = {
  time: ({ at }) => new Date(at).toISOString(),
  outcome: ({ outcome }) => outcome,
  source: ({ input }) => input,
  output: ({ output }) => output,
  preset: ({ preset }) => preset,
  variant: ({ variant }) => variant,
  format: ({ format }) => format,
  width: ({ width }) => width,
  height: ({ height }) => height,
  bytes_in: ({ bytesIn }) => bytesIn,
  bytes_out: ({ bytesOut }) => bytesOut,
  milliseconds: ({ ms }) => ms,
  error: ({ error }) => error?.code ?? null,
  error_message: ({ error }) => error?.message ?? null,
  job: ({ job }) => job,
  id: ({ id }) => id,
};

export function csvHeader(): string {
  return CSV_BOM + csvLine(Object.keys(COLUMNS));
}

export function csvLines(entries: readonly HistoryEntry[]): string {
  return entries.map((entry) => csvLine(Object.values(COLUMNS).map((cellOf) => cellOf(entry)))).join('');
}
