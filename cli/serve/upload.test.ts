/** Uploads: complete files in the inbox under safe names, or nothing at all. */
import { createHash, randomUUID } from 'node:crypto';
import { readFile, stat, symlink } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listFiles } from '../testing.ts';
import { CSRF_HEADER } from './request-gate.ts';
import { type OwnPage, openOwnPage, readJson, sendRaw, startTestHost, type TestHost } from './testing.ts';

let host: TestHost;
let page: OwnPage;
beforeEach(async () => {
  host = await startTestHost({ uploads: { stallMs: 3_000, maxBytes: 1_000_000 } });
  page = await openOwnPage(host);
});
afterEach(() => host.close());

const BATCH = '6f1f6a52-8d7c-4f11-9f4e-0b5a3f1f0c77';

type Uploaded = string | Uint8Array<ArrayBuffer> | ReadableStream;

function put(query: Record<string, string>, body: Uploaded): Promise<Response> {
  return fetch(`${host.server.origin}/inbox?${new URLSearchParams(query)}`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/octet-stream',
      cookie: page.cookie,
      [CSRF_HEADER]: page.csrf,
      origin: host.server.origin,
      'sec-fetch-site': 'same-origin',
    },
    body,
    duplex: 'half',
  });
}

const upload = (path: string, body: Uploaded) => put({ batch: BATCH, path }, body);
const inbox = () => listFiles(join(host.folder, 'inbox'));

describe('an upload', () => {
  it('arrives byte for byte, below its batch, for its owner alone', async () => {
    const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, at) => (at * 31) % 251));
    const answer = await upload('Summer 2026/café.jpg', bytes);
    expect(answer.status).toBe(200);
    const { path } = await readJson(answer);
    expect(path).toBe(join(host.folder, 'inbox', BATCH, 'Summer 2026', 'café.jpg'));
    const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
    expect(sha256(await readFile(path))).toBe(sha256(bytes));
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await inbox()).toHaveLength(1);
  });

  it('of no bytes is a file of no bytes', async () => {
    const { path } = await readJson(await upload('empty.png', new Uint8Array()));
    expect((await stat(path)).size).toBe(0);
  });

  it('never replaces another one', async () => {
    const answers = await Promise.all(['one', 'two', 'three'].map((body) => upload('same.jpg', body)));
    const paths = await Promise.all(answers.map(async (answer) => (await readJson(answer)).path as string));
    expect(new Set(paths).size).toBe(3);
    expect(await Promise.all(paths.map((path) => readFile(path, 'utf8')))).toEqual(['one', 'two', 'three']);
  });
});

describe('what is not a complete upload leaves nothing', () => {
  it.each([
    '../escape.jpg',
    'a/../../escape.jpg',
    '/etc/escape.jpg',
    'a//b.jpg',
    './a.jpg',
    '..',
    '',
    'a/',
    'C:\\escape.jpg',
    'a\\..\\..\\escape.jpg',
    'nul\0.jpg',
    'x'.repeat(1025),
  ])('the path %j', async (path) => {
    const answer = await upload(path, 'bytes');
    expect([answer.status, (await readJson(answer)).code]).toEqual([400, 'USAGE_INVALID']);
    expect(host.reached).toEqual([]);
    expect(await inbox()).toEqual([]);
  });

  it.each([
    [{ path: 'a.jpg' }],
    [{ batch: BATCH }],
    [{ batch: '../../up', path: 'a.jpg' }],
    [{ batch: BATCH, path: 'a.jpg', more: 'x' }],
  ])('the query %j', async (query) => {
    expect((await put(query, 'bytes')).status).toBe(400);
    expect(host.reached).toEqual([]);
  });

  it('names that mean something to a system are made harmless', async () => {
    for (const path of [
      'con.jpg',
      'a.jpg:stream',
      'what?.jpg',
      'dots...',
      '%2e%2e%2fescape.jpg',
      '\u202egpj.exe',
    ]) {
      const { path: landed } = await readJson(await upload(path, 'bytes'));
      expect(landed.startsWith(join(host.folder, 'inbox', BATCH))).toBe(true);
    }
    for (const name of await inbox()) expect(name).not.toMatch(/[:?\u202e]|\.\.|^con\./);
  });

  it('a link in the inbox that leads out of it', async () => {
    await upload('first.jpg', 'bytes');
    await symlink(host.folder, join(host.folder, 'inbox', BATCH, 'out'));
    expect((await upload('out/escape.jpg', 'bytes')).ok).toBe(false);
    expect(await listFiles(host.folder)).not.toContain('escape.jpg');
  });

  it('more bytes than allowed, announced', async () => {
    const answer = await upload('large.jpg', new Uint8Array(1_000_001));
    expect([answer.status, (await readJson(answer)).code]).toEqual([413, 'REQUEST_TOO_LARGE']);
    expect(host.reached).toEqual([]);
  });

  it('more bytes than allowed, not announced', async () => {
    const answer = await upload('large.jpg', new Blob([new Uint8Array(1_000_001)]).stream());
    expect(answer.status).toBe(413);
    expect(await inbox()).toEqual([]);
  });

  it('more bytes than allowed, from a page that would go on sending', async () => {
    const lines = page.requests.upload.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const { target } = page.requests.upload;
    const chunk = `${(1_000_001).toString(16)}\r\n${'x'.repeat(1_000_001)}\r\n`;
    const answer = await sendRaw(
      host.port,
      `PUT ${target} HTTP/1.1\r\n${lines}Transfer-Encoding: chunked\r\n\r\n${chunk}`,
    );
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([413, 'INPUT_TOO_LARGE']);
    expect(await inbox()).toEqual([]);
  });

  it('a page that goes away in the middle', async () => {
    const socket = beginUpload();
    await untilPartArrives();
    socket.destroy();
    await untilGone();
  });

  it('a body that stops coming', async () => {
    const socket = beginUpload();
    await untilPartArrives();
    await untilGone();
    expect(await untilClosed(socket)).toBe(true);
  });

  it('the host closing in the middle', async () => {
    const slow = await startTestHost({ uploads: { stallMs: 60_000 } });
    const own = await openOwnPage(slow);
    const socket = beginUpload(slow, own);
    await untilPartArrives(slow);
    await slow.server.close();
    await untilGone(slow);
    socket.destroy();
    await slow.close();
  });
});

/** Sends the first half of a file and keeps the connection open. */
function beginUpload(to: TestHost = host, own: OwnPage = page): Socket {
  const socket = connect(to.port, '127.0.0.1');
  const lines = own.requests.upload.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const target = `/inbox?batch=${randomUUID()}&path=half.jpg`;
  socket.on('error', () => undefined).resume();
  socket.write(`PUT ${target} HTTP/1.1\r\n${lines}Content-Length: 2000\r\n\r\n${'x'.repeat(1000)}`);
  return socket;
}

async function untilPartArrives(on: TestHost = host): Promise<void> {
  await expect
    .poll(async () => (await listFiles(join(on.folder, 'inbox'))).length, { timeout: 10_000, interval: 5 })
    .toBe(1);
}

async function untilGone(on: TestHost = host): Promise<void> {
  await expect.poll(() => listFiles(join(on.folder, 'inbox')), { timeout: 10_000, interval: 5 }).toEqual([]);
}

function untilClosed(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    if (socket.closed) resolve(true);
    else socket.once('close', () => resolve(true));
  });
}
