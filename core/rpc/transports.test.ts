/** One suite over every transport: whatever carries a call, it means the same. */

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as NodeHandler } from '@orpc/server/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toFailure } from '../../shared/errors.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { endOf } from '../testing/jobs.ts';
import { makePhotos } from '../testing/photos.ts';
import type { LocalClient } from './local-client.ts';

let folder: string;
let app: TestApp;
let server: Server;
const clients: Record<string, LocalClient> = {};
const channel = new MessageChannel();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-transports-'));
  await mkdir(join(folder, 'data'));
  await makePhotos(join(folder, 'in'), 5, { side: 64 });
  app = await startTestApp(join(folder, 'data'));
  clients['in process'] = app.client;

  new PortHandler(app.router).upgrade(channel.port1, { context: app.contextFor('ipc') });
  channel.port1.start();
  clients.MessagePort = createORPCClient(new PortLink({ port: channel.port2 }));
  channel.port2.start();

  const handler = new NodeHandler(app.router);
  server = createServer((request, response) => {
    void handler.handle(request, response, { prefix: '/rpc', context: app.contextFor('loopback') });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  clients.HTTP = createORPCClient(new FetchLink({ url: `http://127.0.0.1:${port}/rpc` }));
});
afterAll(async () => {
  channel.port1.close();
  server.closeAllConnections();
  server.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['in process', 'MessagePort', 'HTTP'])('over %s', (transport) => {
  const easel = () => {
    const client = clients[transport];
    if (client === undefined) throw new Error(`no client for ${transport}`);
    return client;
  };

  it('answers with plain data', async () => {
    const entries = await easel().presets.list();
    expect(entries.map(({ preset }) => preset.id)).toContain('web-hero');
    const { preset } = await easel().presets.get({ id: 'web-hero' });
    expect(preset.outputs[0]?.recipe.output.format).toBe('webp');
  });

  it('tells an expected failure by its code and data', async () => {
    const failed = toFailure(
      await easel()
        .presets.get({ id: 'no-such-preset' })
        .catch((error: unknown) => error),
    );
    expect(failed).toEqual({
      code: 'PRESET_NOT_FOUND',
      data: { id: 'no-such-preset' },
      message: 'There is no preset called no-such-preset.',
    });
  });

  it('names the field of an input that is wrong', async () => {
    const wrong = { id: 'Not An Id' };
    const failed = toFailure(
      await easel()
        .presets.get(wrong)
        .catch((error: unknown) => error),
    );
    expect(failed.code).toBe('USAGE_INVALID');
    expect(failed.message).toContain('id');
  });

  it('refuses fields nobody asked for', async () => {
    const extra = { id: 'web-hero', owner: 'somebody-else' };
    await expect(easel().presets.get(extra)).rejects.toMatchObject({ code: 'USAGE_INVALID' });
  });

  it('carries a whole batch: start, every event in order, files on the disk', async () => {
    const out = join(folder, `out ${transport}`);
    const { id, total } = await easel().jobs.start({
      inputs: [join(folder, 'in')],
      outputFolder: out,
      template: '{name}',
      presets: ['web-thumb'],
    });
    const { events, end } = await endOf(easel(), id);
    expect(total).toBe(5);
    expect(end).toMatchObject({ stopped: null, summary: { total: 5, written: 5, failed: 0 } });
    expect(events.map(({ type }) => type)).toEqual(['started', ...Array(5).fill('item'), 'ended']);
    expect(await readdir(out)).toHaveLength(5);
  });

  it('tells a failure inside a stream like any other', async () => {
    const missing = { id: '00000000-0000-7000-8000-000000000000' };
    const read = async () => {
      for await (const _ of await easel().jobs.watch(missing)) throw new Error('said something');
    };
    await expect(read()).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });

  it('lets go of a stream that nobody reads any more', async () => {
    const { id } = await easel().jobs.start({
      inputs: [join(folder, 'in')],
      outputFolder: join(folder, `again ${transport}`),
      presets: ['web-thumb'],
    });
    const stop = new AbortController();
    const read = async () => {
      for await (const _ of await easel().jobs.watch({ id }, { signal: stop.signal })) stop.abort();
    };
    await read().catch(() => undefined);
    await expect(endOf(easel(), id)).resolves.toMatchObject({ end: { stopped: null } });
  });
});

it('keeps what belongs to the desktop on the desktop', async () => {
  await expect(clients.HTTP?.desktop.chooseFiles()).rejects.toMatchObject({ code: 'NOT_HERE' });
  await expect(clients['in process']?.preferences.get()).rejects.toMatchObject({ code: 'NOT_HERE' });
});
