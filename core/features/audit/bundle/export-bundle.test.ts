import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestFolder, describeDatabases } from '../../../db/testing.ts';
import { type AuditContext, type AuditEvent, appendAudit } from '../audit.service.ts';
import { originOf } from '../checkpoint-note.ts';
import { createCheckpoints } from '../checkpoints.ts';
import { exportInWorker } from '../export-in-worker.ts';
import { testSigner } from '../notes.testing.ts';
import { createRetention } from '../retention.ts';
import { decodeKey, encodeKey, isSignature, type Signer } from '../signed-note.ts';
import { TEST_IDS, testAuditContext, testEvent } from '../testing.ts';
import { naiveRoot } from '../verify.testing.ts';
import { type ExportOptions, exportBundle } from './export-bundle.ts';

describeDatabases('a bundle', (database) => {
  let ctx: AuditContext;
  let signer: Signer;
  let scratch: ReturnType<typeof createTestFolder>;
  let folder: string;
  beforeEach(() => {
    ctx = testAuditContext();
    signer = testSigner(ctx.logId);
    scratch = createTestFolder();
    folder = join(scratch.folder, 'exports', 'audit');
  });
  afterEach(() => scratch.remove());

  const depsOf = () => ({ logId: ctx.logId, signer, appVersion: '1.2.3', now: () => 1_800_000_000_000 });
  const append = (events: readonly Partial<AuditEvent>[]) =>
    database.db.transaction().execute((trx) => appendAudit(trx, ctx, events.map(testEvent)));
  const checkpoints = () => createCheckpoints({ db: database.db, ...depsOf() });
  const make = (options: Partial<ExportOptions> = {}) =>
    exportBundle({ db: database.db, ...depsOf() }, { folder, filter: null, ...options });
  const read = (name: string) => readFileSync(join(folder, name));
  const manifest = () => JSON.parse(read('manifest.json').toString());
  const rows = () =>
    database.db.selectFrom('audit_logs').selectAll().where('log_id', '=', ctx.logId).orderBy('seq').execute();
  const lines = (name: string) => read(name).toString().split('\n').slice(0, -1);

  test('holds every event as it was hashed, every leaf, every note, and their hashes', async () => {
    await append(Array.from({ length: 1_500 }, () => ({})));
    const first = await checkpoints().sign();
    await append([{}, { outcome: 'failed' }]);
    const second = await checkpoints().sign();
    expect(await make()).toEqual({ folder, events: 1_502, omitted: 0 });

    const stored = await rows();
    expect(
      read('events.ndjson').equals(Buffer.concat(stored.flatMap((row) => [row.body, Buffer.from('\n')]))),
    ).toBe(true);
    expect(read('leaves.bin').equals(Buffer.concat(stored.map((row) => row.leaf)))).toBe(true);
    expect(read('checkpoints.txt').toString()).toBe(`${first.note}\n${second.note}`);
    for (const view of ['ocsf.ndjson', 'cef.log', 'rfc5424.log'])
      expect(lines(`views/${view}`).length).toBe(1_502);
    expect(lines('views/events.csv').length).toBe(1_503);
    expect(readdirSync(folder).sort()).toEqual([
      'checkpoints.txt',
      'events.ndjson',
      'leaves.bin',
      'manifest.json',
      'views',
    ]);

    const facts = manifest();
    expect(facts).toMatchObject({
      format: 'easel-audit-bundle',
      version: 1,
      log: ctx.logId,
      created: 1_800_000_000_000,
      tool: { name: 'easel', version: '1.2.3' },
      base: { size: 0, frontier: [] },
      head: { size: 1_502, root: naiveRoot(stored.map((row) => row.leaf)).toString('hex') },
      range: { first: 1, last: 1_502 },
      filter: null,
      counts: { events: 1_502, omitted: 0, checkpoints: 2 },
      holds: [],
      keys: [encodeKey(signer)],
    });
    for (const [name, { bytes, sha256 }] of Object.entries<{ bytes: number; sha256: string }>(facts.files)) {
      expect(read(name).length).toBe(bytes);
      expect(createHash('sha256').update(read(name)).digest('hex')).toBe(sha256);
    }
    expect(Object.keys(facts.files).length).toBe(7);
  });

  test('is signed over everything in its manifest', async () => {
    await append([{}]);
    await make();
    const { signature, ...signed } = manifest();
    const key = decodeKey(signature.key);
    expect(key).toEqual({ name: originOf(ctx.logId), publicKey: signer.publicKey });
    const check = (value: unknown) =>
      isSignature(sorted(value), Buffer.from(signature.value, 'base64'), key ?? signer);
    expect(check(signed)).toBe(true);
    for (const field of Object.keys(signed)) expect(check({ ...signed, [field]: 'x' })).toBe(false);
  });

  test('of a filter leaves events out, and never their leaves', async () => {
    const job = TEST_IDS.next();
    await append([
      {},
      { action: 'job.started', resourceId: job, outcome: 'failed' },
      {},
      { action: 'job.started' },
    ]);
    await checkpoints().sign();
    const at = (seq: number) => rows().then((all) => all[seq - 1]?.ts ?? 0);
    const cases = [
      [{ action: 'job.started' }, [2, 4]],
      [{ action: 'job.started', outcome: 'failed' }, [2]],
      [{ resource: `job:${job}` }, [2]],
      [{ category: 'security' }, []],
      [{ from: await at(1), to: await at(4) }, [1, 2, 3, 4]],
      [{ to: (await at(1)) - 1 }, []],
    ] as const;
    for (const [index, [filter, seqs]] of cases.entries()) {
      folder = join(scratch.folder, String(index));
      expect(await make({ filter })).toEqual({ folder, events: seqs.length, omitted: 4 - seqs.length });
      expect(lines('events.ndjson').map((line) => JSON.parse(line).seq)).toEqual(seqs);
      expect(read('leaves.bin').length).toBe(4 * 32);
      expect(manifest()).toMatchObject({ filter, counts: { events: seqs.length, omitted: 4 - seqs.length } });
    }
  });

  test('of a pruned log begins where that ends, and shows what holds are in force', async () => {
    await append(Array.from({ length: 5 }, () => ({})));
    const audit = {
      append: (trx: typeof database.db, events: readonly AuditEvent[]) => appendAudit(trx, ctx, events),
    };
    const retention = createRetention({ database: database.handle, ids: TEST_IDS, audit, ...depsOf() });
    const caller = { actor: testEvent().actor, surface: 'cli', userId: null, requestId: '' } as const;
    await retention.prune(4, caller);
    const held = await retention.hold({ subject: null, reason: 'Case 12' }, caller);
    await checkpoints().sign();
    await make();
    const stored = await rows();
    expect(read('leaves.bin').equals(Buffer.concat(stored.map((row) => row.leaf)))).toBe(true);
    expect(manifest()).toMatchObject({
      base: { size: 3 },
      head: { size: 7 },
      range: { first: 4, last: 7 },
      counts: { events: 4, omitted: 0, checkpoints: 2 },
      holds: [{ id: held.id, subject: null, since: held.since }],
    });
    expect(manifest().base.frontier.length).toBe(2);
    expect(
      read('checkpoints.txt')
        .toString()
        .startsWith(`${originOf(ctx.logId)}/prune\n3\n`),
    ).toBe(true);
    expect(read('manifest.json').includes('Case 12')).toBe(false);
  });

  test('of an empty log is one too', async () => {
    expect(await make()).toEqual({ folder, events: 0, omitted: 0 });
    expect(read('leaves.bin').length).toBe(0);
    expect(manifest()).toMatchObject({ head: { size: 0 }, range: { first: 1, last: 0 } });
  });

  test('never takes the place of what is there, and leaves nothing half-made', async () => {
    await append([{}]);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    await expect(make()).rejects.toMatchObject({ code: 'EXPORT_EXISTS', data: { path: folder } });
    expect(readdirSync(join(folder, '..'))).toEqual(['audit']);
    expect(readdirSync(folder)).toEqual(['mine.txt']);
    folder = join(scratch.folder, 'later');
    const meanwhile = make({ onProgress: () => mkdirSync(folder) });
    await expect(meanwhile).rejects.toMatchObject({ code: 'EXPORT_EXISTS' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that is stopped, or that fails, leaves nothing behind', async () => {
    await append(Array.from({ length: 900 }, () => ({})));
    const controller = new AbortController();
    const seen: number[] = [];
    const stopped = make({
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        seen.push(done, total);
        if (done >= 500) controller.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(seen).toEqual([250, 900, 500, 900]);
    const failing = {
      ...depsOf(),
      signer: { ...signer, sign: () => Promise.reject(new Error('the key is locked')) },
    };
    await expect(exportBundle({ db: database.db, ...failing }, { folder, filter: null })).rejects.toThrow(
      'locked',
    );
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  test('says where it cannot be written', async () => {
    writeFileSync(join(scratch.folder, 'exports'), '');
    await expect(make()).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
  });

  test('is made in a thread just the same, with a key that never leaves this one', async () => {
    await append(Array.from({ length: 1_200 }, () => ({ outcome: 'denied' as const })));
    await checkpoints().sign();
    const progress: number[] = [];
    const source = { url: database.url, platform: process.platform };
    const workerFile = new URL('../export-worker.ts', import.meta.url);
    const deps = { ...depsOf(), source, workerFile };
    const onProgress = ({ done }: { readonly done: number }) => progress.push(done);
    const other = join(scratch.folder, 'other');
    expect(await exportInWorker(deps, { folder: other, filter: { outcome: 'denied' }, onProgress })).toEqual({
      folder: other,
      events: 1_200,
      omitted: 0,
    });
    expect([progress.length > 1, progress.at(-1)]).toEqual([true, 1_200]);
    await make({ filter: { outcome: 'denied' } });
    expect(readFileSync(join(other, 'manifest.json')).equals(read('manifest.json'))).toBe(true);

    const failing = {
      ...deps,
      signer: { ...signer, sign: () => Promise.reject(new Error('the key is locked')) },
    };
    const failed = exportInWorker(failing, { folder: join(scratch.folder, 'third'), filter: null });
    await expect(failed).rejects.toThrow('the key is locked');
    await expect(exportInWorker(deps, { folder: other, filter: null })).rejects.toMatchObject({
      code: 'EXPORT_EXISTS',
    });
    const controller = new AbortController();
    const stopped = exportInWorker(deps, {
      folder: join(scratch.folder, 'fourth'),
      filter: null,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await stopped.catch((error: unknown) => expect(error).toEqual(new Error('enough')));
    expect(existsSync(join(scratch.folder, 'third'))).toBe(false);
  });
});

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${sorted(inner)}`).join(',')}}`;
}
