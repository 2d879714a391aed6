/** The loopback host as its page meets it: sessions, actions, pictures, headers on every kind of answer, its end. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LAUNCH_TOKEN_LIFE_MS } from './launch-token.ts';
import { CSRF_HEADER } from './request-gate.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import {
  type Answer,
  type OwnPage,
  openOwnPage,
  openSessionRequest,
  ownRequests,
  readJson,
  readSession,
  type SmallClient,
  send,
  startTestHost,
  type TestHost,
  tokenOf,
  withHeaders,
} from './testing.ts';

let host: TestHost;
let page: OwnPage;
beforeEach(async () => {
  host = await startTestHost();
  page = await openOwnPage(host);
});
afterEach(() => host.close());

const open = (token: string) => send(host.port, openSessionRequest(host.port, token));

describe('the link', () => {
  it('carries the token in the fragment, which browsers do not send', () => {
    const link = new URL(host.server.newLink());
    expect(link.origin).toBe(`http://127.0.0.1:${host.port}`);
    expect(link.pathname + link.search).toBe('/');
    expect(Buffer.from(tokenOf(link.href), 'base64url')).toHaveLength(32);
  });

  it('opens one session with a cookie for this host and port only', async () => {
    const token = tokenOf(host.server.newLink());
    const first = await open(token);
    expect(first.status).toBe(200);
    expect(first.headers['set-cookie']).toMatch(
      new RegExp(`^easel-session-${host.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    expect(Object.keys(JSON.parse(first.body))).toEqual(['csrf']);
    expectProblem(await open(token), 401, 'LAUNCH_LINK_SPENT');
  });

  it('is spent after a minute, and a new one works', async () => {
    const token = tokenOf(host.server.newLink());
    host.skip(LAUNCH_TOKEN_LIFE_MS);
    expectProblem(await open(token), 401, 'LAUNCH_LINK_SPENT');
    expect((await open(tokenOf(host.server.newLink()))).status).toBe(200);
  });

  it('is not spent by bodies that are no token', async () => {
    const request = openSessionRequest(host.port, tokenOf(host.server.newLink()));
    for (const body of [
      '',
      '{',
      '[]',
      'null',
      '{"token":1}',
      `{"token":"${'x'.repeat(101)}"}`,
      '{"token":"a","b":1}',
    ]) {
      expectProblem(await send(host.port, { ...request, body }), 400, 'USAGE_INVALID');
    }
    expectProblem(
      await send(host.port, { ...request, body: JSON.stringify({ token: 'x'.repeat(2000) }) }),
      413,
      'REQUEST_TOO_LARGE',
    );
    expect((await send(host.port, request)).status).toBe(200);
  });
});

describe('a session', () => {
  it('survives a reload: its page gets the same CSRF value', async () => {
    const answer = await send(host.port, page.requests.session);
    expect(JSON.parse(answer.body)).toEqual({ csrf: page.csrf });
  });

  it('has a CSRF value that no other session accepts', async () => {
    const other = readSession(await open(tokenOf(host.server.newLink())));
    expect(other.csrf).not.toBe(page.csrf);
    const mixed = ownRequests(host.port, page.cookie, other.csrf);
    expect((await send(host.port, mixed.rpc)).status).toBe(403);
    expect((await send(host.port, page.requests.rpc)).status).toBe(200);
  });

  it('ends with the oldest of more than thirty-two', async () => {
    for (let opened = 0; opened < 32; opened += 1) await open(tokenOf(host.server.newLink()));
    expectProblem(await send(host.port, page.requests.session), 401, 'SESSION_UNKNOWN');
  });
});

describe('actions', () => {
  const ownHeaders = () => ({
    'content-type': 'application/json',
    cookie: page.cookie,
    [CSRF_HEADER]: page.csrf,
    origin: host.server.origin,
    'sec-fetch-site': 'same-origin',
  });
  const client = () =>
    createORPCClient<SmallClient>(
      new RPCLink({
        url: `${host.server.origin}/rpc`,
        headers: ownHeaders(),
      }),
    );

  it('are called with the library that the page uses', async () => {
    expect(await client().say({ words: 'hello' })).toEqual({ said: 5 });
  });

  it('stream', async () => {
    const numbers: number[] = [];
    for await (const number of await client().count()) numbers.push(number);
    expect(numbers).toEqual([1, 2, 3]);
  });

  it('refuse input they do not know, and bodies past the limit', async () => {
    await expect(client().say({ words: 5 } as never)).rejects.toMatchObject({ status: 400 });
    expect(host.reached).toEqual([]);
  });

  it('refuse bodies past the limit, whether they announce their length or not', async () => {
    const body = JSON.stringify({ json: { words: 'x'.repeat(9 * 1024 * 1024) } });
    const headers = ownHeaders();
    const post = (init: RequestInit) =>
      fetch(`${host.server.origin}/rpc/say`, { method: 'POST', headers, ...init });
    const announced = await post({ body });
    expect([announced.status, (await readJson(announced)).code]).toEqual([413, 'REQUEST_TOO_LARGE']);
    const counted = await post({ body: new Blob([body]).stream(), duplex: 'half' });
    expect(counted.status).toBe(413);
    expect(host.reached).toEqual([]);
    const fits = JSON.stringify({ json: { words: 'x'.repeat(7 * 1024 * 1024) } });
    expect((await post({ body: fits })).status).toBe(200);
  });

  it('that do not exist are a problem', async () => {
    expectProblem(
      await send(host.port, { ...page.requests.rpc, target: '/rpc/nothing' }),
      404,
      'ADDRESS_UNKNOWN',
    );
  });
});

describe('pictures', () => {
  it('come by id, with their type', async () => {
    const { status, headers, body } = await send(host.port, page.requests.picture);
    expect([status, headers['content-type'], body]).toEqual([200, 'image/png', 'a picture']);
  });

  it('that are unknown, gone or asked for by path are a problem', async () => {
    const get = (target: string) => send(host.port, { ...page.requests.picture, target });
    expectProblem(await get(`/media/thumbnail/${'b'.repeat(32)}`), 404, 'SOURCE_UNKNOWN');
    for (const target of [
      '/media/thumbnail/',
      '/media/thumbnail',
      '/media/a/b/c',
      '/media/thumbnail/%2e%2e%2fx',
      '/media/UP/1',
    ]) {
      expectProblem(await get(target), 404, 'ADDRESS_UNKNOWN');
    }
    await rm(join(host.folder, 'picture.png'));
    expectProblem(await get(page.requests.picture.target), 404, 'SOURCE_UNKNOWN');
  });

  it('may be empty', async () => {
    await writeFile(join(host.folder, 'picture.png'), '');
    const { status, headers, body } = await send(host.port, page.requests.picture);
    expect([status, headers['content-length'], body]).toEqual([200, '0', '']);
  });
});

describe('every kind of answer', () => {
  it('carries the security headers and no CORS header', async () => {
    const { requests } = page;
    const missing = (target: string) => ({ ...requests.script, target });
    const answers = await Promise.all(
      [
        ...Object.values(requests),
        missing('/assets/nothing.js'),
        missing('/media/thumbnail/nothing'),
        { ...requests.rpc, target: '/rpc/nothing' },
        { ...requests.rpc, body: '{"json":{"words":5}}' },
        { ...requests.rpc, body: 'no JSON' },
        { ...requests.upload, target: '/inbox' },
        openSessionRequest(host.port, 'wrong'),
        withHeaders(requests.rpc, { Cookie: null }),
        withHeaders(requests.typed, { Host: 'evil.test' }),
      ].map((request) => send(host.port, request)),
    );
    expect(answers.map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200, 200, 404, 404, 404, 400, 400, 400, 401, 401, 421,
    ]);
    for (const { headers } of answers) {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
        if (name === 'Content-Security-Policy' || name === 'Cache-Control') continue;
        expect(headers[name.toLowerCase()], name).toBe(value);
      }
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['cache-control']).toMatch(/^(no-store|private, max-age=31536000, immutable)$/);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(headers).not.toHaveProperty('server');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });
});

describe('the listener', () => {
  it('is on 127.0.0.1 alone', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      await expect(fetch(`http://${address}:${host.port}/`)).rejects.toThrow('fetch failed');
    }
  });

  it('says when its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await expect(startTestHost({ port })).rejects.toMatchObject({ code: 'PORT_UNAVAILABLE', data: { port } });
    taken.close();
  });

  it('says when the interface is not built', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'easel-serve-'));
    await expect(startTestHost({ interfaceFolder: folder })).rejects.toMatchObject({
      code: 'INTERFACE_MISSING',
    });
    await rm(folder, { recursive: true });
  });

  it('answers nothing after it was closed', async () => {
    const second = await startTestHost();
    await second.close();
    await expect(fetch(second.server.origin)).rejects.toThrow('fetch failed');
  });

  it('closes by itself when nobody asks for anything, but not while work goes on', async () => {
    let asked = 0;
    const second = await startTestHost({ idleMs: 20, isBusy: async () => ++asked < 4 });
    await second.server.closed;
    expect(asked).toBe(4);
  });

  it('does not close while an answer is being read', async () => {
    let ends = () => {};
    const end = new Promise<void>((resolve) => {
      ends = resolve;
    });
    let asked = 0;
    const second = await startTestHost({
      idleMs: 20,
      isBusy: async () => {
        asked += 1;
        return false;
      },
      waitFor: () => end,
    });
    const own = await openOwnPage(second);
    const answered = send(second.port, { ...own.requests.rpc, target: '/rpc/wait' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(asked).toBe(0);
    ends();
    expect((await answered).status).toBe(200);
    await second.server.closed;
  });
});

function expectProblem({ status, headers, body }: Answer, expected: number, code: string): void {
  expect([status, headers['content-type']]).toEqual([expected, 'application/problem+json']);
  expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', status: expected, code });
}
