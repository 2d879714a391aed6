import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBundle } from './bundle-reader.mjs';
import { createTestLog, type Files, type TestLog, writeBundle } from './bundles.testing.ts';
import { parseKey } from './signed-notes.mjs';
import { verifyBundle } from './verify.mjs';
import { makeZip, type ZipForm } from './zip.testing.ts';

const FORMS: readonly (readonly [name: string, form: ZipForm])[] = [
  ['stored', {}],
  ['deflated', { deflated: true }],
  ['streamed', { deflated: true, streamed: true }],
  ['in the wide form', { wide: true }],
  [
    'in the wide form, deflated and with a comment',
    { wide: true, deflated: true, comment: 'PK\x05\x06'.repeat(9) },
  ],
];

describe('a zip', () => {
  let log: TestLog;
  let files: Files;
  let scratch: string;
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'easel-zip-'));
    log = await createTestLog();
    await log.append(40);
    await log.sign();
    files = await log.exported();
  });
  afterAll(async () => {
    await log.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  async function verify(zip: Buffer) {
    const path = join(scratch, 'bundle.zip');
    writeFileSync(path, zip);
    const key = parseKey(log.key);
    const bundle = openBundle(path);
    try {
      return await verifyBundle(bundle, { keys: key ? [key] : [], expected: [] });
    } finally {
      bundle.close();
    }
  }

  test.each(FORMS)('%s is a bundle like its folder', async (_name, form) => {
    const folder = mkdtempSync(join(scratch, 'folder-'));
    writeBundle(folder, files);
    const key = parseKey(log.key);
    const fromFolder = await verifyBundle(openBundle(folder), { keys: key ? [key] : [], expected: [] });
    expect(fromFolder.verdict).toBe('ok');
    expect(await verify(makeZip(files, form))).toEqual(fromFolder);
  });

  test.each(FORMS)('%s shows what was changed in it', async (_name, form) => {
    const lines = String(files['events.ndjson']).split('\n');
    const changed = { ...files, 'events.ndjson': Buffer.from(lines.toSpliced(6, 1).join('\n')) };
    expect(await verify(makeZip(changed, form))).toMatchObject({ verdict: 'tampered', firstBadSeq: 7 });
    const { 'leaves.bin': _gone, ...rest } = files;
    expect(await verify(makeZip(rest, form))).toMatchObject({ verdict: 'cannot-tell' });
  });

  test('damaged anywhere never passes for something else', async () => {
    const zip = makeZip(files, { deflated: true });
    let noticed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: zip.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, bits) => {
          const damaged = Buffer.from(zip);
          damaged[at] = (damaged[at] ?? 0) ^ bits;
          const found = await verify(damaged).catch(() => ({ verdict: 'unreadable' }));
          // Times and the like in a zip mean nothing; whatever passes has the very content that was signed.
          if (found.verdict !== 'ok') noticed += 1;
          else expect(found).toMatchObject({ bundle: { events: 40 }, reasons: [] });
        },
      ),
      { numRuns: 200 },
    );
    expect(noticed).toBeGreaterThan(100);
  });

  test('cut off, or something else altogether, is refused', async () => {
    const zip = makeZip(files);
    for (const length of [0, 1, 21, 100, zip.length - 1, zip.length - 30])
      await expect(verify(zip.subarray(0, length))).rejects.toThrow();
    await expect(verify(Buffer.alloc(100_000))).rejects.toThrow('Not a zip');
  });

  test('with a name twice is refused', async () => {
    const zip = makeZip(files);
    const at = zip.lastIndexOf('views/cef.log');
    const twice = Buffer.concat([zip.subarray(0, at), Buffer.from('manifest.json'), zip.subarray(at + 13)]);
    await expect(verify(twice)).rejects.toThrow('twice');
  });
});
