/** The whole of Easel behind the loopback host: upload, look, process, and folders that a page may not touch. */
import { mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalClient } from '../../core/rpc/local-client.ts';
import { startTestApp, type TestApp } from '../../core/testing/app.ts';
import { makePhotos } from '../../core/testing/photos.ts';
import { createRefusalLog } from './refusal-log.ts';
import { CSRF_HEADER } from './request-gate.ts';
import { type LoopbackServer, startLoopbackServer } from './server.ts';
import { openSessionRequest, PAGE, readJson, readSession, send, tokenOf } from './testing.ts';

const BATCH = '6f1f6a52-8d7c-4f11-9f4e-0b5a3f1f0c77';

let folder: string;
let app: TestApp;
let server: LoopbackServer;
let headers: Record<string, string>;
let client: LocalClient;
const refusals = createRefusalLog({
  record: (refusal) => app.recordRefusal(refusal),
  onError: (error) => {
    throw error;
  },
});
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'easel-served-')));
  await mkdir(join(folder, 'interface'));
  await writeFile(join(folder, 'interface', 'index.html'), PAGE);
  await mkdir(join(folder, 'data'));
  await makePhotos(join(folder, 'allowed', 'summer'), 2);
  await makePhotos(join(folder, 'private'), 1);
  app = await startTestApp(join(folder, 'data'), {
    surface: 'loopback',
    roots: [join(folder, 'allowed'), join(folder, 'results')],
  });
  server = await startLoopbackServer(app, {
    interfaceFolder: join(folder, 'interface'),
    port: null,
    idleMs: null,
    isBusy: async () => false,
    onRefused: refusals.add,
    monotonic: () => performance.now(),
  });
  const port = Number(new URL(server.origin).port);
  const opened = await send(port, openSessionRequest(port, tokenOf(server.newLink())));
  const { cookie, csrf } = readSession(opened);
  headers = { cookie, [CSRF_HEADER]: csrf, origin: server.origin, 'sec-fetch-site': 'same-origin' };
  client = createORPCClient(new RPCLink({ url: `${server.origin}/rpc`, headers }));
});
afterAll(async () => {
  await server.close();
  await app.close();
  await rm(folder, { recursive: true });
});

async function upload(path: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const answer = await fetch(`${server.origin}/inbox?${new URLSearchParams({ batch: BATCH, path })}`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body,
  });
  expect(answer.status).toBe(200);
  return (await readJson(answer)).path;
}

async function scan(...paths: string[]) {
  const found = [];
  for await (const { files } of await client.sources.scan({ paths })) found.push(...files);
  return found;
}

describe('a page of Easel', () => {
  it('is told where it is and what it may use', async () => {
    expect(await client.system.info()).toMatchObject({
      surface: 'loopback',
      desktop: false,
      roots: [join(folder, 'allowed'), join(folder, 'results')],
    });
  });

  it('uploads a photo, sees it, and makes an image of it', async () => {
    const photo = await readFile(join(folder, 'private', 'photo-0000.png'));
    const path = await upload('Summer/photo.png', new Uint8Array(photo));
    const [source] = await scan(path);
    expect(source).toMatchObject({ path, name: 'photo.png', bytes: photo.length });
    const picture = await fetch(`${server.origin}/media/thumbnail/${source?.id}`, { headers });
    expect(picture.status).toBe(200);
    expect(picture.headers.get('content-type')).toMatch(/^image\//);
    expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(100);

    const outputFolder = join(folder, 'results', 'web');
    const { id } = await client.jobs.start({ inputs: [path], outputFolder, presets: ['web-thumb'] });
    const events = [];
    for await (const event of await client.jobs.watch({ id })) events.push(event);
    expect(events).toContainEqual(expect.objectContaining({ type: 'item', input: path, status: 'written' }));
    const { entries } = await client.history.list({});
    expect(entries).toHaveLength(1);
    expect((await stat(entries[0]?.output ?? '')).size).toBe(entries[0]?.bytesOut);
  });

  it('uses the folders it may use', async () => {
    const files = await scan(join(folder, 'allowed'));
    expect(files.map(({ name }) => name).sort()).toEqual(['photo-0000.png', 'photo-0001.png']);
    const listing = await client.sources.browse({ path: join(folder, 'allowed') });
    expect(listing.folders.map(({ name }) => name)).toEqual(['summer']);
  });

  it('uses no other folder, for reading or for writing', async () => {
    const outside = { code: 'FILE_OUTSIDE_ROOTS' };
    const own = join(folder, 'private');
    await expect(scan(own)).rejects.toMatchObject(outside);
    await expect(scan(join(folder, 'allowed', '..', 'private'))).rejects.toMatchObject(outside);
    await expect(client.sources.browse({ path: own })).rejects.toMatchObject(outside);
    await expect(client.images.inspect({ path: join(own, 'photo-0000.png') })).rejects.toMatchObject(outside);
    const batch = {
      inputs: [join(folder, 'allowed')],
      outputFolder: own,
      recursive: true,
      presets: ['web-thumb'],
    };
    await expect(client.jobs.start(batch)).rejects.toMatchObject(outside);
    const read = { ...batch, inputs: [own], outputFolder: join(folder, 'results') };
    await expect(client.jobs.start(read)).rejects.toMatchObject(outside);
  });

  it('gets failures of the catalogue with their code, status and words', async () => {
    await expect(client.presets.get({ id: 'nothing' })).rejects.toMatchObject({
      code: 'PRESET_NOT_FOUND',
      status: 404,
      message: 'There is no preset called nothing.',
    });
    await expect(client.desktop.chooseFiles()).rejects.toMatchObject({ code: 'NOT_HERE' });
  });
});

describe('the audit log', () => {
  it('has every refused request', async () => {
    const count = () =>
      app.database.db
        .selectFrom('audit_logs')
        .select((all) => all.fn.countAll().as('rows'))
        .where('action', '=', 'loopback.refused')
        .where('outcome', '=', 'denied')
        .executeTakeFirstOrThrow();
    const before = Number((await count()).rows);
    await fetch(`${server.origin}/rpc/system/info`, { method: 'POST', body: '{}' });
    await fetch(`${server.origin}/session`, { headers: { ...headers, 'sec-fetch-site': 'cross-site' } });
    await refusals.close();
    expect(Number((await count()).rows) - before).toBe(2);
    expect((await app.client.system.doctor()).database).toContainEqual(
      expect.objectContaining({ name: 'audit log', ok: true }),
    );
  });
});
