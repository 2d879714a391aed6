/** What the call path decides and records, seen in the audit log of a real app. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { createLocalClient, type LocalClient } from './local-client.ts';

let folder: string;
let app: TestApp;
let page: LocalClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-call-path-'));
  await mkdir(join(folder, 'data'));
  app = await startTestApp(join(folder, 'data'), { roots: [join(folder, 'in')] });
  page = createLocalClient(app.router, app.contextFor('loopback'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Audit rows that a call adds. */
async function recordedBy(call: () => Promise<unknown>) {
  const before = await lastSeq();
  await call().catch(() => undefined);
  return app.database.db
    .selectFrom('audit_logs')
    .select(['action', 'outcome', 'resource', 'surface', 'role'])
    .where('seq', '>', before)
    .orderBy('seq')
    .execute();
}

async function lastSeq(): Promise<number> {
  const row = await app.database.db
    .selectFrom('audit_logs')
    .select(({ fn }) => fn.max<number>('seq').as('seq'))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

describe('a call', () => {
  it('that reads is recorded too, once', async () => {
    expect(await recordedBy(() => page.presets.list())).toMatchObject([
      { action: 'preset.read', outcome: 'success', resource: expect.stringMatching(/^device:/) },
    ]);
  });

  it('that changes something is recorded once, with what it changed', async () => {
    const copy = () => page.presets.duplicate({ id: 'web-hero', newId: 'mine' });
    expect(await recordedBy(copy)).toEqual([
      {
        action: 'preset.created',
        outcome: 'success',
        resource: 'preset:mine',
        surface: 'loopback',
        role: 'ANONYMOUS',
      },
    ]);
  });

  it('that streams is recorded once, when its reader lets go', async () => {
    const rows = await recordedBy(async () => {
      for await (const _ of await page.quotas.watch()) break;
    });
    expect(rows).toMatchObject([{ action: 'quota.read', outcome: 'success' }]);
  });

  it('that fails is recorded as failed', async () => {
    const rows = await recordedBy(() => page.presets.delete({ id: 'web-hero' }));
    expect(rows).toMatchObject([
      { action: 'preset.deleted', outcome: 'failed', resource: 'preset:web-hero' },
    ]);
  });

  it('that changes a setting is recorded by the change itself, in its transaction', async () => {
    const rows = await recordedBy(() => page.settings.set({ key: 'limits.maxPages', value: 10 }));
    expect(rows).toMatchObject([
      { action: 'settings.changed', outcome: 'success', resource: 'setting:limits.maxPages' },
    ]);
  });

  it('over a surface where the leaf does not exist is refused before its input is read, and recorded', async () => {
    const call = () => page.desktop.reveal({ path: '' });
    await expect(call()).rejects.toMatchObject({ code: 'NOT_HERE' });
    expect(await recordedBy(call)).toMatchObject([
      { action: 'desktop.used', outcome: 'denied', resource: expect.stringMatching(/^device:/) },
    ]);
  });

  it('never records text that a caller chose where an id belongs', async () => {
    const rows = await recordedBy(() => page.presets.delete({ id: 'anna@example.com' }));
    expect(rows).toMatchObject([{ outcome: 'failed', resource: expect.stringMatching(/^device:/) }]);
  });

  it('may only name files inside the allowed folders, wherever in the input they stand', async () => {
    const outside = { code: 'FILE_OUTSIDE_ROOTS' };
    await expect(page.images.inspect({ path: '/etc/hostname' })).rejects.toMatchObject(outside);
    const batch = { inputs: [join(folder, 'in')], outputFolder: join(folder, 'in', 'out') };
    const start = (changes: object) => page.jobs.start({ ...batch, presets: ['web-hero'], ...changes });
    await expect(start({ inputs: ['/etc'] })).rejects.toMatchObject(outside);
    await expect(start({ outputFolder: join(folder, 'elsewhere') })).rejects.toMatchObject(outside);
    const recipe = { watermark: { kind: 'image', path: '/etc/hostname' } };
    const preset = { id: 'peek', name: 'Peek', outputs: [{ recipe }] };
    await expect(start({ presets: [preset] })).rejects.toMatchObject(outside);
  });
});
