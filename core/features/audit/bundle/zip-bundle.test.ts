import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestFolder, describeDatabases } from '../../../db/testing.ts';
import { type AuditContext, appendAudit } from '../audit.service.ts';
import { testSigner } from '../notes.testing.ts';
import { testAuditContext, testEvent } from '../testing.ts';
import { exportBundle } from './export-bundle.ts';
import { exportZip } from './zip-bundle.ts';

describeDatabases('a zipped bundle', (database) => {
  let ctx: AuditContext;
  let scratch: ReturnType<typeof createTestFolder>;
  beforeEach(() => {
    ctx = testAuditContext();
    scratch = createTestFolder();
  });
  afterEach(() => scratch.remove());

  const append = (count: number) =>
    database.db.transaction().execute((trx) =>
      appendAudit(
        trx,
        ctx,
        Array.from({ length: count }, () => testEvent()),
      ),
    );

  test('holds the very files of the folder, smaller', async () => {
    await append(1_500);
    const signer = testSigner(ctx.logId);
    const deps = {
      db: database.db,
      logId: ctx.logId,
      signer,
      appVersion: '1.2.3',
      now: () => 1_800_000_000_000,
    };
    const [file, folder] = [join(scratch.folder, 'new', 'audit.zip'), join(scratch.folder, 'audit')];
    expect(await exportZip(deps, { file, filter: null })).toEqual({ file, events: 1_500, omitted: 0 });
    await exportBundle(deps, { folder, filter: null });
    const entries = unzip(readFileSync(file));
    expect([...entries.keys()].sort()).toEqual(
      [
        'checkpoints.txt',
        'events.ndjson',
        'leaves.bin',
        'manifest.json',
        ...readdirSync(join(folder, 'views')).map((name) => `views/${name}`),
      ].sort(),
    );
    for (const [name, bytes] of entries) expect(bytes.equals(readFileSync(join(folder, name)))).toBe(true);
    expect(statSync(file).size).toBeLessThan((entries.get('events.ndjson')?.length ?? 0) / 2);
    expect(readdirSync(join(scratch.folder, 'new'))).toEqual(['audit.zip']);
  });

  test('never takes the place of what is there, and leaves nothing behind when it is stopped', async () => {
    await append(1_500);
    const signer = testSigner(ctx.logId);
    const deps = { db: database.db, logId: ctx.logId, signer, appVersion: '1.2.3', now: () => 1 };
    const file = join(scratch.folder, 'audit.zip');
    for (const stopAt of [1_000, 1_500]) {
      const stopping = new AbortController();
      const onProgress = ({ done }: { readonly done: number }) => {
        if (done === stopAt) stopping.abort(new Error('enough'));
      };
      await expect(
        exportZip(deps, { file, filter: null, signal: stopping.signal, onProgress }),
      ).rejects.toThrow('enough');
    }
    expect(readdirSync(scratch.folder)).toEqual([]);
    writeFileSync(file, 'mine');
    await expect(exportZip(deps, { file, filter: null })).rejects.toMatchObject({ code: 'EXPORT_EXISTS' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

/** The entries by the directory at the end of a small zip. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === 0x02014b50; ) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    entries.set(
      zip.toString('utf8', at + 46, at + 46 + name),
      zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed,
    );
    at += 46 + name + extra + comment;
  }
  return entries;
}
