/** Every format read back by a parser of its own, written here from the format's definition. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AUDIT_ACTIONS } from '../../../../shared/audit/audit-actions.ts';
import type { AuditEntry } from '../audit-entry.ts';
import { cefLine } from './cef.ts';
import { csvEventLine, csvHeader } from './csv.ts';
import { ndjsonLine } from './ndjson.ts';
import { ocsfLine } from './ocsf.ts';
import { rfc5424Line } from './rfc5424.ts';

/** What Easel never writes and somebody may have: every character that means something somewhere. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc
    .array(fc.constantFrom(...'=|\\"\'],;:\r\n\t\0 +-@<>{}[%\u2028\ufeff\u{1f600}'), { maxLength: 12 })
    .map((all) => all.join('')),
);

const entries: fc.Arbitrary<AuditEntry> = fc.record({
  logId: hostile,
  seq: fc.integer({ min: 1, max: 2 ** 40 }),
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  actor: hostile,
  role: hostile,
  session: fc.option(hostile),
  category: hostile,
  action: fc.oneof(hostile, fc.constantFrom(...Object.keys(AUDIT_ACTIONS))),
  outcome: fc.constantFrom('success', 'denied', 'failed'),
  reason: fc.option(hostile),
  resource: hostile,
  requestId: hostile,
  surface: hostile,
  bootId: fc.option(hostile),
  mono: fc.option(fc.nat()),
  commitments: fc.nat(),
});

const RUNS = { numRuns: 2_000 };

test('NDJSON keeps the bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.json().map((text) => Buffer.from(text))), (bodies) => {
      const file = Buffer.concat(bodies.map(ndjsonLine));
      expect(splitLines(file)).toEqual(bodies);
    }),
  );
});

describe('CSV', () => {
  test('reads back as it was, but for the sign that keeps a cell from being a formula', () => {
    fc.assert(
      fc.property(fc.array(entries, { minLength: 1, maxLength: 3 }), (written) => {
        const [names, ...rows] = parseCsv(csvHeader() + written.map(csvEventLine).join(''));
        expect(names?.[0]).toBe('\ufeffseq');
        expect(rows.length).toBe(written.length);
        rows.forEach((row, index) => {
          const entry = written[index];
          expect(row[0]).toBe(String(entry?.seq));
          expect(row[1]).toBe(new Date(entry?.at ?? 0).toISOString());
          expect(row[2]).toBe(guarded(entry?.actor));
          expect(row[4]).toBe(guarded(entry?.session ?? ''));
          expect(row[9]).toBe(guarded(entry?.resource));
          expect(row.at(-1)).toBe(guarded(entry?.logId));
        });
      }),
      RUNS,
    );
  });

  test('has no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const [row = []] = parseCsv(csvEventLine(entry));
        for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r\n\0]/);
      }),
      RUNS,
    );
  });

  const guarded = (text = '') => (/^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text);
});

describe('CEF', () => {
  test('reads back as it was', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const line = cefLine(entry, '1.2.3');
        expect(line.indexOf('\n')).toBe(line.length - 1);
        const { header, fields } = parseCef(line.slice(0, -1));
        const spaced = (text: string) => text.replaceAll(/[\r\n]/g, ' ');
        expect(header.slice(0, 4)).toEqual(['CEF:0', 'Easel', 'Easel', '1.2.3']);
        expect(header[4]).toBe(spaced(entry.action));
        expect(header[5]).toBe(`${spaced(entry.action)} ${entry.outcome}`);
        expect(Number(header[6])).toBeLessThanOrEqual(10);
        expect(fields).toEqual(
          new Map(
            Object.entries({
              rt: String(entry.at),
              externalId: String(entry.seq),
              deviceExternalId: entry.logId,
              cat: entry.category,
              act: entry.action,
              outcome: entry.outcome,
              reason: entry.reason,
              suid: entry.actor,
              spriv: entry.role,
              cs1: entry.resource,
              cs1Label: 'resource',
              cs2: entry.requestId,
              cs2Label: 'request',
              cs3: entry.surface,
              cs3Label: 'surface',
              cs4: entry.session,
              cs4Label: entry.session === null ? null : 'session',
              cs5: entry.bootId,
              cs5Label: entry.bootId === null ? null : 'boot',
            }).filter((pair): pair is [string, string] => pair[1] !== null),
          ),
        );
      }),
      RUNS,
    );
  });
});

describe('RFC 5424', () => {
  test('reads back as it was, but for control characters', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const line = rfc5424Line(entry);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        const { head, parameters } = parseSyslog(line.slice(0, -1));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the format has no way to write these
        const plain = (text: string) => text.replaceAll(/[\u0000-\u001f\u007f]/g, '\ufffd');
        expect(head[0]).toMatch(/^<1(08|09|10)>1$/);
        expect(head[1]).toBe(new Date(entry.at).toISOString());
        expect(head.slice(2, 5)).toEqual(['-', 'easel', '-']);
        expect(head[5]).toMatch(/^[!-~]{1,32}$/);
        expect(parameters.get('seq')).toBe(String(entry.seq));
        expect(parameters.get('actor')).toBe(plain(entry.actor));
        expect(parameters.get('resource')).toBe(plain(entry.resource));
        expect(parameters.get('session')).toBe(entry.session === null ? undefined : plain(entry.session));
        expect(parameters.get('log')).toBe(plain(entry.logId));
      }),
      RUNS,
    );
  });

  test('gives refusals more weight than what went well', () => {
    const entry = fc.sample(entries, 1)[0] as AuditEntry;
    const priority = (overrides: Partial<AuditEntry>) => rfc5424Line({ ...entry, ...overrides }).slice(0, 5);
    expect(priority({ outcome: 'success', category: 'processing' })).toBe('<110>');
    expect(priority({ outcome: 'success', category: 'security' })).toBe('<109>');
    expect(priority({ outcome: 'failed', category: 'processing' })).toBe('<109>');
    expect(priority({ outcome: 'denied', category: 'processing' })).toBe('<108>');
  });
});

describe('OCSF', () => {
  /** What version 1.4.0 of the schema requires, beyond what every class does. */
  const REQUIRED: Readonly<Record<number, readonly string[]>> = {
    3001: ['user.uid'],
    3002: ['user.uid', 'service.name'],
    3004: ['entity.uid'],
    6002: ['app.name'],
    6003: ['actor.user.uid', 'api.operation', 'src_endpoint.uid'],
  };
  const ALWAYS = [
    'time',
    'severity_id',
    'category_uid',
    'class_uid',
    'activity_id',
    'type_uid',
    'metadata.version',
    'metadata.product.name',
    'actor.user.uid',
  ];

  test('has what its class requires, and says what happened', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const line = ocsfLine(entry, '1.2.3');
        expect(line.indexOf('\n')).toBe(line.length - 1);
        const event = JSON.parse(line);
        for (const path of [...ALWAYS, ...(REQUIRED[event.class_uid] ?? ['a known class'])])
          expect(at(event, path), path).toBeDefined();
        expect(event.type_uid).toBe(event.class_uid * 100 + event.activity_id);
        expect(event.category_uid).toBe(Math.floor(event.class_uid / 1000));
        expect(event.status_id).toBe(entry.outcome === 'success' ? 1 : 2);
        expect(event.time).toBe(entry.at);
        expect(event.metadata.sequence).toBe(entry.seq);
        expect(event.actor.user.uid).toBe(entry.actor);
        expect(event.unmapped.resource).toBe(entry.resource);
        expect(event.status_code).toBe(entry.reason ?? undefined);
      }),
      RUNS,
    );
  });

  test.each([
    ['login.failed', 300201],
    ['session.revoked', 300202],
    ['account.registered', 300101],
    ['role.changed', 300199],
    ['settings.changed', 300403],
    ['app.started', 600203],
    ['app.stopped', 600204],
    ['image.processed', 600301],
    ['history.read', 600302],
    ['audit.exported', 600302],
    ['job.cancelled', 600399],
    ['something.new', 600399],
  ])('%s is %i', (action, type) => {
    const entry = fc.sample(entries, 1)[0] as AuditEntry;
    expect(JSON.parse(ocsfLine({ ...entry, action }, '1')).type_uid).toBe(type);
  });

  function at(value: Record<string, unknown>, path: string): unknown {
    return path
      .split('.')
      .reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], value);
  }
});

function splitLines(file: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < file.length; ) {
    const to = file.indexOf(10, from);
    lines.push(file.subarray(from, to));
    from = to + 1;
  }
  return lines;
}

/** RFC 4180, a character at a time. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') cell += text[++i];
      else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === ',' || (c === '\r' && text[i + 1] === '\n')) {
      row.push(cell);
      cell = '';
      if (c === '\r') {
        i += 1;
        rows.push(row);
        row = [];
      }
    } else cell += c;
  }
  return rows;
}

/** Seven header fields between unescaped bars, then key=value pairs; a value ends where the next key begins. */
function parseCef(line: string): { header: string[]; fields: Map<string, string> } {
  const header: string[] = [];
  let field = '';
  let i = 0;
  for (; header.length < 7; i += 1) {
    const c = line[i];
    if (c === undefined) throw new Error('The header ends too soon.');
    if (c === '\\') field += line[++i];
    else if (c !== '|') field += c;
    else {
      header.push(field);
      field = '';
    }
  }
  const extension = line.slice(i);
  const equals: number[] = [];
  for (let j = 0; j < extension.length; j += 1) {
    if (extension[j] === '\\') j += 1;
    else if (extension[j] === '=') equals.push(j);
  }
  const fields = new Map<string, string>();
  equals.forEach((sign, index) => {
    const keyStart = extension.lastIndexOf(' ', sign) + 1;
    const next = equals[index + 1];
    const end = next === undefined ? extension.length : extension.lastIndexOf(' ', next);
    const value = extension.slice(sign + 1, end);
    fields.set(
      extension.slice(keyStart, sign),
      value.replaceAll(/\\(.)/gs, (_whole, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : c)),
    );
  });
  return { header, fields };
}

/** The header is six words; the structured data is one element with quoted values. */
function parseSyslog(line: string): { head: string[]; parameters: Map<string, string> } {
  const open = line.indexOf(' [easel@32473');
  const head = line.slice(0, open).split(' ');
  const parameters = new Map<string, string>();
  let i = open + ' [easel@32473'.length;
  while (line[i] === ' ') {
    const equals = line.indexOf('="', i);
    const name = line.slice(i + 1, equals);
    let value = '';
    for (i = equals + 2; line[i] !== '"'; i += 1) {
      if (i >= line.length) throw new Error('A value has no end.');
      if (line[i] === ']') throw new Error('A bracket inside a value is not escaped.');
      const escaped = line[i] === '\\' && '"\\]'.includes(line[i + 1] ?? ' ');
      value += line[escaped ? ++i : i];
    }
    parameters.set(name, value);
    i += 1;
  }
  expect(line.slice(i)).toBe(']');
  return { head, parameters };
}
