import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvCell, csvLine } from './csv.ts';

/** RFC 4180 read back by its grammar: cells in quotes or bare, lines ended by CRLF. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let rest = text;
  while (rest !== '') {
    const cell = /^"((?:[^"]|"")*)"|^[^",\r\n]*/.exec(rest);
    if (cell === null) throw new Error(`not CSV from here: ${rest}`);
    cells.push(cell[1]?.replaceAll('""', '"') ?? cell[0]);
    rest = rest.slice(cell[0].length);
    if (rest.startsWith(',')) rest = rest.slice(1);
    else if (rest.startsWith('\r\n')) {
      lines.push(cells);
      cells = [];
      rest = rest.slice(2);
    } else throw new Error(`neither a comma nor a line end: ${rest}`);
    if (rest === '' && cells.length > 0) cells.push('');
  }
  return lines;
}

const awkward = fc.string({
  unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\r', '\n', '\t', '=', '+', '-', '@', "'", '\0', '＝', '😀'),
  maxLength: 12,
});
const cells = fc.array(fc.oneof(awkward, fc.integer(), fc.constant(null)), { minLength: 1, maxLength: 6 });

/** What a reader must find in the cell of a text. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text;
}

const asRead = (cell: CsvCell) =>
  cell === null ? '' : typeof cell === 'number' ? String(cell) : harmless(cell);

test('every cell comes back as it was, or with an apostrophe before what would be a formula', () => {
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1, maxLength: 5 }), (lines) => {
      const text = lines.map(csvLine).join('');
      expect(readCsv(text)).toEqual(lines.map((line) => line.map(asRead)));
    }),
    { numRuns: 2_000 },
  );
});

test('no cell of text starts with a sign that starts a formula', () => {
  fc.assert(
    fc.property(awkward, (text) => {
      const [[cell = ''] = []] = readCsv(csvLine([text]));
      expect(cell).not.toMatch(/^[=+\-@\t\r\n\0＝＋－＠]/);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"\r\n`],
  ['-2.jpg', "'-2.jpg\r\n"],
  [-2, '-2\r\n'],
  [null, '\r\n'],
  ['a "b", c', '"a ""b"", c"\r\n'],
  ['two\nlines', '"two\nlines"\r\n'],
])('%j is written as %j', (cell, line) => {
  expect(csvLine([cell])).toBe(line);
});
