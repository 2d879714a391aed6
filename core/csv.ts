/**
 * CSV that spreadsheets open as it was meant (RFC 4180): a byte order mark so that they read UTF-8, CRLF, quotes where
 * needed, and no cell of text that they would run as a formula (ASVS 1.2.10).
 */

/** Goes before the first line of a file. */
export const CSV_BOM = '\u{FEFF}';

/** Text is made harmless; numbers stay numbers, also negative ones. Null is an empty cell. */
export type CsvCell = string | number | null;

/** With its line end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Spreadsheets that know East Asian text take the wide forms for the same signs. */
const STARTS_FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/;

const NEEDS_QUOTES = /[",\r\n]/;

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = STARTS_FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
