/**
 * The verifier against bundles that the product exported: it passes what is whole, finds everything somebody could do
 * to a bundle without the key, and says so when it cannot tell. EASEL_TAMPER_CASES sets how many random cases each gets.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signNote } from '../../core/features/audit/signed-note.ts';
import {
  createTestLog,
  type Files,
  leafOf,
  linesOf,
  newSigner,
  rootOf,
  type TestLog,
  withLeaf,
  withLines,
  withManifest,
  writeBundle,
} from './bundles.testing.ts';
import { parseKey } from './signed-notes.mjs';
import { verifyBundle } from './verify.mjs';

const CASES = Number(process.env.EASEL_TAMPER_CASES ?? 25);
/** Checkpoints of the log that is tampered with. */
const SIZES = [7, 20, 33];
const LAST = 33;
const PIECE_BYTES = 1_013;
/** Always tried: the ends, and both sides of a checkpoint. */
const EDGES = [1, 7, 8, LAST - 1, LAST];

let log: TestLog;
let other: TestLog;
let whole: Files;
let filtered: Files;
let earlier: Files;
let foreign: Files;
let newest: string;
let scratch: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'easel-verify-'));
  log = await createTestLog();
  other = await createTestLog();
  for (const [index, size] of SIZES.entries()) {
    await log.append(size - (SIZES[index - 1] ?? 0));
    newest = await log.sign();
    if (size === 20) earlier = await log.exported();
  }
  whole = await log.exported();
  filtered = await log.exported({ outcome: 'failed' });
  await other.append(LAST);
  await other.sign();
  foreign = await other.exported();
});

afterAll(async () => {
  await log.close();
  await other.close();
  rmSync(scratch, { recursive: true, force: true });
});

interface Asked {
  readonly keys?: readonly string[];
  readonly expected?: readonly string[];
}

/** In pieces that end anywhere, as they come from a drive. */
async function verify(files: Files, { keys = [log.key], expected = [] }: Asked = {}) {
  async function* stream(name: string) {
    const bytes = files[name] ?? Buffer.alloc(0);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
  }
  const reader = { has: (name: string) => name in files, stream, close: () => undefined };
  return verifyBundle(reader, { keys: keys.map(keyOf), expected });
}

function keyOf(text: string) {
  const key = parseKey(text);
  if (key === null) throw new Error('Not a key.');
  return key;
}

describe('a bundle that nobody touched', () => {
  test('is whole, with or without a filter', async () => {
    const summary = { log: log.logId, first: 1, last: LAST, checkpoints: 3 };
    const all = { ...summary, events: LAST, omitted: 0 };
    expect(await verify(whole)).toEqual({ verdict: 'ok', firstBadSeq: null, reasons: [], bundle: all });
    const some = { ...summary, events: 10, omitted: 23 };
    expect(await verify(filtered)).toEqual({ verdict: 'ok', firstBadSeq: null, reasons: [], bundle: some });
  });

  test('holds every checkpoint that somebody kept', async () => {
    for (const files of [whole, filtered])
      expect(await verify(files, { expected: [String(whole['checkpoints.txt'])] })).toMatchObject({
        verdict: 'ok',
      });
  });

  test('may have other files beside it', async () => {
    expect(await verify({ ...whole, '.DS_Store': Buffer.from('x') })).toMatchObject({ verdict: 'ok' });
  });

  test('is whole at any size, also empty, pruned, past its last checkpoint, and after a change of keys', async () => {
    const grown = await createTestLog();
    try {
      const ok = { verdict: 'ok' };
      expect(await verify(await grown.exported(), { keys: [grown.key] })).toMatchObject(ok);
      for (let round = 1; round <= 9; round += 1) {
        await grown.append(round);
        expect(await verify(await grown.exported(), { keys: [grown.key] })).toMatchObject(ok);
        if (round % 2 === 0) await grown.sign();
        if (round % 4 === 0) await grown.prune(round * 2);
        const filter = { action: 'job.read', from: 1_790_000_000_000 };
        expect(await verify(await grown.exported(filter), { keys: [grown.key] })).toMatchObject(ok);
      }
      const next = newSigner(grown.logId);
      const files = await grown.exported(null, next);
      const nextKey = JSON.parse(String(files['manifest.json'])).keys[0];
      expect(await verify(files, { keys: [nextKey] })).toMatchObject(ok);
      expect(await verify(files, { keys: [nextKey, grown.key] })).toMatchObject(ok);
      expect(await verify(files, { keys: [grown.key] })).toMatchObject({ verdict: 'tampered' });
    } finally {
      await grown.close();
    }
  });
});

interface Tampered {
  readonly files: Files;
  readonly firstBadSeq: number | null;
  readonly asked?: Asked;
}

/** Does something at event `at`, 1 to 33. */
type Tampering = (at: number) => Tampered | Promise<Tampered>;

const lineAt = (files: Files, at: number) => linesOf(files)[at - 1] ?? '';
const edited = (line: string, change: Record<string, unknown>) =>
  JSON.stringify({ ...JSON.parse(line), ...change });
/** One past the last checkpoint before an event. */
const spanOf = (at: number) => Math.max(0, ...SIZES.filter((size) => size < at)) + 1;
const notesOf = (files: Files) => String(files['checkpoints.txt']).split(/(?<=\n\n\u2014 [^\n]*\n)\n/);
const withNotes = (files: Files, notes: readonly string[]) => ({
  ...files,
  'checkpoints.txt': Buffer.from(notes.join('\n')),
});

const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'an event edited': (at) => ({
    files: withLines(whole, linesOf(whole).with(at - 1, edited(lineAt(whole, at), { outcome: 'denied' }))),
    firstBadSeq: at,
  }),
  'an event edited with its leaf': (at) => {
    const line = edited(lineAt(whole, at), { outcome: 'denied' });
    return {
      files: withLeaf(withLines(whole, linesOf(whole).with(at - 1, line)), at - 1, leafOf(line)),
      firstBadSeq: spanOf(at),
    };
  },
  'an event deleted': (at) => ({
    files: withLines(whole, linesOf(whole).toSpliced(at - 1, 1)),
    firstBadSeq: at,
  }),
  'an event inserted': (at) => ({
    files: withLines(
      whole,
      linesOf(whole).toSpliced(at - 1, 0, edited(lineAt(whole, at), { action: 'job.undone' })),
    ),
    firstBadSeq: at,
  }),
  'two events exchanged': (at) => {
    const first = Math.min(at, LAST - 1);
    const lines = linesOf(whole);
    const [a = '', b = ''] = lines.slice(first - 1, first + 1);
    return { files: withLines(whole, lines.with(first - 1, b).with(first, a)), firstBadSeq: first };
  },
  'the end cut off everywhere': (at) => {
    const leaves = (whole['leaves.bin'] ?? Buffer.alloc(0)).subarray(0, (at - 1) * 32);
    const cut = { ...withLines(whole, linesOf(whole).slice(0, at - 1)), 'leaves.bin': leaves };
    return { files: claiming(cut, at - 1), firstBadSeq: at };
  },
  'the end cut off the leaves': (at) => ({
    files: {
      ...whole,
      'leaves.bin': (whole['leaves.bin'] ?? Buffer.alloc(0)).subarray(0, (at - 1) * 32 + 5),
    },
    firstBadSeq: at,
  }),
  'an earlier bundle in its place': () => ({
    files: earlier,
    firstBadSeq: 21,
    asked: { expected: [newest] },
  }),
  'all written anew from an event on': (at) => {
    const lines = linesOf(whole).map((line, index) =>
      index < at - 1 ? line : edited(line, { outcome: 'denied' }),
    );
    const files = { ...withLines(whole, lines), 'leaves.bin': Buffer.concat(lines.map(leafOf)) };
    return { files: claiming(files, LAST), firstBadSeq: spanOf(at) };
  },
  'a checkpoint exchanged for that of another log': (at) => {
    const index = at % SIZES.length;
    const notes = notesOf(whole).with(index, notesOf(foreign)[0] ?? '');
    return { files: withNotes(whole, notes), firstBadSeq: (SIZES[index - 1] ?? 0) + 1 };
  },
  'a checkpoint taken out': (at) => {
    const notes = notesOf(whole).toSpliced(at % SIZES.length, 1);
    return { files: withNotes(whole, notes), firstBadSeq: null };
  },
  'an event of another log spliced in with its leaf': (at) => {
    const line = lineAt(foreign, at);
    return {
      files: withLeaf(withLines(whole, linesOf(whole).with(at - 1, line)), at - 1, leafOf(line)),
      firstBadSeq: at,
    };
  },
  'an event twice': (at) => ({
    files: withLines(whole, linesOf(whole).toSpliced(at, 0, lineAt(whole, at))),
    firstBadSeq: at,
  }),
  'a view that says something else': (at) => {
    const csv = String(whole['views/events.csv']).split('\r\n');
    const line = csv[at]?.replace(/success|failed/, 'denied') ?? '';
    return {
      files: { ...whole, 'views/events.csv': Buffer.from(csv.with(at, line).join('\r\n')) },
      firstBadSeq: null,
    };
  },
  'a checkpoint without its signature': (at) => {
    const index = at % SIZES.length;
    const note = notesOf(whole)[index] ?? '';
    const notes = notesOf(whole).with(index, note.slice(0, note.indexOf('\n\n') + 1));
    return { files: withNotes(whole, notes), firstBadSeq: (SIZES[index - 1] ?? 0) + 1 };
  },
  'a manifest without its signature': () => ({
    files: withManifest(whole, ({ signature: _signature, ...rest }) => rest),
    firstBadSeq: null,
  }),
  'all signed anew with another key': async (at) => {
    const stranger = newSigner(log.logId);
    const lines = linesOf(whole).with(at - 1, edited(lineAt(whole, at), { outcome: 'denied' }));
    const leaves = Buffer.concat(lines.map(leafOf));
    const notes = await Promise.all(
      SIZES.map((size) => {
        const root = rootOf(leaves.subarray(0, size * 32)).toString('base64');
        return signNote(`easel/${log.logId}\n${size}\n${root}\n`, stranger);
      }),
    );
    const forged = await log.exported(null, stranger);
    const files = claiming({ ...withNotes(withLines(forged, lines), notes), 'leaves.bin': leaves }, LAST);
    return { files, firstBadSeq: 1 };
  },
  'a time edited': (at) => ({
    files: withLines(whole, linesOf(whole).with(at - 1, edited(lineAt(whole, at), { ts: 1 }))),
    firstBadSeq: at,
  }),
  'a leaf of an event that was left out': (at) => {
    const seqs = new Set(linesOf(filtered).map((line) => JSON.parse(line).seq));
    const omitted = seqs.has(at) ? at - 1 : at;
    return { files: withLeaf(filtered, omitted - 1, Buffer.alloc(32, 7)), firstBadSeq: spanOf(omitted) };
  },
  'an event taken out of a filtered bundle': (at) => {
    const lines = linesOf(filtered);
    return { files: withLines(filtered, lines.toSpliced(at % lines.length, 1)), firstBadSeq: null };
  },
  'an event the filter does not let through': (at) => {
    const seqs = linesOf(filtered).map((line): number => JSON.parse(line).seq);
    const strange = seqs.includes(at) ? at - 1 : at;
    const lines = [...linesOf(filtered), lineAt(whole, strange)].sort(
      (a, b) => JSON.parse(a).seq - JSON.parse(b).seq,
    );
    return { files: withLines(filtered, lines), firstBadSeq: strange };
  },
};

/** What the manifest would have to say, were it signed. */
function claiming(files: Files, size: number): Files {
  const root = rootOf(files['leaves.bin'] ?? Buffer.alloc(0)).toString('hex');
  return withManifest(files, (manifest) => ({
    ...manifest,
    head: { size, root },
    range: { first: 1, last: size },
    counts: { ...manifest.counts, events: size, omitted: 0 },
  }));
}

describe('a bundle that somebody touched', () => {
  test.each(Object.entries(TAMPERINGS))('shows %s', { timeout: 600_000 }, async (_name, tamper) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: LAST }), fc.boolean(), async (at, fixed) => {
        const { files, firstBadSeq, asked } = await tamper(at);
        // Whoever tampers may also have made the hashes in the manifest fit.
        const found = await verify(fixed && files !== earlier ? withManifest(files) : files, asked);
        expect(found).toMatchObject({ verdict: 'tampered', firstBadSeq });
      }),
      { numRuns: CASES, examples: EDGES.flatMap((at) => [[at, false] as const, [at, true] as const]) },
    );
  });

  test('shows any change of a single byte', { timeout: 600_000 }, async () => {
    const names = Object.keys(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, pick, bits) => {
          const bytes = Buffer.from(whole[name] ?? '');
          const at = pick % bytes.length;
          bytes[at] = (bytes[at] ?? 0) ^ bits;
          // Another kind of white space between two fields says the same.
          fc.pre(!(name === 'manifest.json' && isSameJson(bytes, whole[name])));
          expect(await verify({ ...whole, [name]: bytes })).toMatchObject({ verdict: 'tampered' });
        },
      ),
      { numRuns: Math.max(300, CASES * 2) },
    );
  });

  test.each([
    ['a larger size', { head: { size: LAST + 1 } }],
    ['another log', { log: 'another' }],
    ['another filter', { filter: { action: 'x' } }],
    ['a hold less', { holds: [{}] }],
    ['another version', { version: 2 }],
    ['no files', { files: {} }],
    ['no keys', { keys: [] }],
    ['a time before', { created: 1 }],
  ])('shows a manifest with %s', async (_name, change) => {
    const manifest = { ...JSON.parse(String(whole['manifest.json'])), ...change };
    const files = { ...whole, 'manifest.json': Buffer.from(JSON.stringify(manifest)) };
    expect(await verify(files)).toMatchObject({ verdict: 'tampered' });
  });

  test('shows a signature written in another way than it was', async () => {
    const manifest = JSON.parse(String(whole['manifest.json']));
    const value: string = manifest.signature.value;
    // Of the last digit before the padding only two bits count.
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const other = digits[digits.indexOf(value.at(-3) ?? '') + 1];
    const changed = { ...manifest.signature, value: `${value.slice(0, -3)}${other}==` };
    expect(Buffer.from(changed.value, 'base64')).toEqual(Buffer.from(value, 'base64'));
    const files = {
      ...whole,
      'manifest.json': Buffer.from(JSON.stringify({ ...manifest, signature: changed })),
    };
    expect(await verify(files)).toMatchObject({ verdict: 'tampered' });
  });

  test('shows a base that nobody signed', async () => {
    const pruned = await createTestLog();
    try {
      await pruned.append(9);
      await pruned.sign();
      await pruned.prune(5);
      const files = await pruned.exported();
      expect(await verify(files, { keys: [pruned.key] })).toMatchObject({
        verdict: 'ok',
        bundle: { first: 5, last: 10 },
      });
      const unsigned = withNotes(
        files,
        notesOf(files).filter((note) => !note.includes('/prune')),
      );
      expect(await verify(unsigned, { keys: [pruned.key] })).toMatchObject({
        verdict: 'tampered',
        firstBadSeq: 1,
      });
      const kept = { keys: [pruned.key], expected: [notesOf(files).at(-1) ?? ''] };
      expect(await verify(files, kept)).toMatchObject({ verdict: 'ok' });
    } finally {
      await pruned.close();
    }
  });
});

describe('a bundle about which nothing can be said', () => {
  test('lacks a file', async () => {
    for (const name of Object.keys(whole)) {
      const { [name]: _gone, ...rest } = whole;
      const found = await verify(rest);
      expect(found).toMatchObject({ verdict: 'cannot-tell' });
      expect(found.reasons.join()).toContain(name);
    }
  });

  test('is not held against a key', async () => {
    expect(await verify(whole, { keys: [] })).toMatchObject({ verdict: 'cannot-tell' });
    const files = withLines(whole, linesOf(whole).toSpliced(4, 1));
    expect(await verify(files, { keys: [] })).toMatchObject({ verdict: 'tampered', firstBadSeq: 5 });
  });

  test('is held against a checkpoint that is not one of its own', async () => {
    const expected = [String(foreign['checkpoints.txt'])];
    expect(await verify(whole, { expected })).toMatchObject({ verdict: 'cannot-tell' });
    expect(await verify(whole, { expected: ['x'] })).toMatchObject({ verdict: 'cannot-tell' });
    const [text = '', signature = ''] = newest.split('\n\n');
    const [, stolen = ''] = notesOf(whole)[0]?.split('\n\n') ?? [];
    expect(await verify(whole, { expected: [`${text}\n\n${signature}`] })).toMatchObject({ verdict: 'ok' });
    expect(await verify(whole, { expected: [`${text}\n\n${stolen}`] })).toMatchObject({
      verdict: 'cannot-tell',
    });
  });
});

describe('the command', () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'verify-bundle.mjs'), ...args], {
      encoding: 'utf8',
    });

  test('says what it found, in words and by its exit code', () => {
    const [good, bad, note, keyFile] = ['good', 'bad', 'note.txt', 'key.txt'].map((name) =>
      join(scratch, name),
    );
    writeBundle(good ?? '', whole);
    writeBundle(bad ?? '', withLines(whole, linesOf(whole).toSpliced(11, 1)));
    writeFileSync(note ?? '', newest);
    writeFileSync(keyFile ?? '', `${log.key}\n`);

    const ok = run(good ?? '', '--key', keyFile ?? '', '--expect-checkpoint', note ?? '');
    expect(ok.stdout).toContain('OK');
    expect(ok.stdout).toContain(`Log ${log.logId}, events 1 to ${LAST}`);
    expect([ok.status, ok.stderr]).toEqual([0, '']);
    expect(run(good ?? '', '--key', log.key).status).toBe(0);

    const tampered = run(bad ?? '', '--key', keyFile ?? '');
    expect(tampered.stdout).toContain('First bad sequence number: 12');
    expect(tampered.status).toBe(1);
    expect(run(bad ?? '').status).toBe(1);

    expect(run(good ?? '').status).toBe(2);
    for (const args of [
      [],
      [join(scratch, 'nowhere'), '--key', log.key],
      [good ?? '', '--key', 'x'],
      [good ?? '', '--key', log.key, '--expect-checkpoint', join(scratch, 'nowhere')],
      [note ?? '', '--key', log.key],
      [good ?? '', '--what'],
    ]) {
      const unknown = run(...args);
      expect([unknown.status, unknown.stderr === '']).toEqual([2, false]);
    }
  });
});

function isSameJson(a: Buffer, b: Buffer | undefined): boolean {
  try {
    expect(JSON.parse(a.toString())).toEqual(JSON.parse(String(b)));
    return true;
  } catch {
    return false;
  }
}
