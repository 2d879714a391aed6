/**
 * Host × Origin × Sec-Fetch-Site × cookie and CSRF × method × HTTP version × upgrade, byte by byte on real sockets:
 * exactly the app's own page gets through, everything else is refused for the reason it should be.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFUSALS, type RefusalReason } from './refusals.ts';
import { CSRF_HEADER } from './request-gate.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import {
  type OwnPage,
  openOwnPage,
  openSessionRequest,
  type RawRequest,
  send,
  sendRaw,
  startTestHost,
  type TestHost,
  tokenOf,
  withHeaders,
} from './testing.ts';

let host: TestHost;
let page: OwnPage;
beforeAll(async () => {
  host = await startTestHost();
  page = await openOwnPage(host);
});
afterAll(() => host.close());

type Own = OwnPage['requests'];
type Change = (own: Own, port: number) => RawRequest;

const to = (kind: keyof Own, changes: Parameters<typeof withHeaders>[1]): Change => {
  return (own) => withHeaders(own[kind], changes);
};

const ALLOWED: readonly (readonly [name: string, request: Change])[] = [
  ['the address typed into the browser', (own) => own.typed],
  ['the page reloaded by itself', to('typed', { 'Sec-Fetch-Site': 'same-origin' })],
  ['a client route', (own) => ({ ...own.typed, target: '/history' })],
  ['headers of the page only', (own) => ({ ...own.typed, method: 'HEAD' })],
  ['a script of the page', (own) => own.script],
  ['the CSRF value after a reload', (own) => own.session],
  ['a picture', (own) => own.picture],
  ['headers of a picture only', (own) => ({ ...own.picture, method: 'HEAD' })],
  ['an action', (own) => own.rpc],
  ['an action with a charset', to('rpc', { 'Content-Type': 'application/json; charset=utf-8' })],
  ['an upload', (own) => own.upload],
  [
    'an action under the name localhost',
    (own, port) => withHeaders(own.rpc, { Host: `localhost:${port}`, Origin: `http://localhost:${port}` }),
  ],
  [
    'a cookie of the same name from another port in front',
    (own, port) => withHeaders(own.picture, { Cookie: `easel-session-${port}=stranger; ${page.cookie}` }),
  ],
];

const REFUSED: readonly (readonly [name: string, reason: RefusalReason, request: Change])[] = [
  // HTTP version.
  ['HTTP/1.0 page', 'http-version', (own) => ({ ...own.typed, version: '1.0' })],
  ['HTTP/1.0 action', 'http-version', (own) => ({ ...own.rpc, version: '1.0' })],
  [
    'HTTP/1.0 without Host',
    'http-version',
    (own) => withHeaders({ ...own.typed, version: '1.0' }, { Host: null }),
  ],
  // Host.
  ['no Host', 'host-missing', to('typed', { Host: null })],
  ['empty Host', 'host-foreign', to('typed', { Host: '' })],
  ['rebound Host', 'host-foreign', (own, port) => withHeaders(own.typed, { Host: `evil.test:${port}` })],
  [
    'rebound Host on an action',
    'host-foreign',
    (own, port) => withHeaders(own.rpc, { Host: `evil.test:${port}` }),
  ],
  [
    'rebound Host and its own Origin',
    'host-foreign',
    (own, port) => withHeaders(own.rpc, { Host: `evil.test:${port}`, Origin: `http://evil.test:${port}` }),
  ],
  ['Host without port', 'host-foreign', to('typed', { Host: '127.0.0.1' })],
  [
    'Host with another port',
    'host-foreign',
    (own, port) => withHeaders(own.typed, { Host: `127.0.0.1:${port + 1}` }),
  ],
  [
    'Host of all addresses',
    'host-foreign',
    (own, port) => withHeaders(own.typed, { Host: `0.0.0.0:${port}` }),
  ],
  [
    'Host of another loopback address',
    'host-foreign',
    (own, port) => withHeaders(own.typed, { Host: `127.0.0.2:${port}` }),
  ],
  [
    'Host ending in localhost',
    'host-foreign',
    (own, port) => withHeaders(own.typed, { Host: `evil.localhost:${port}` }),
  ],
  [
    'Host with a dot at its end',
    'host-foreign',
    (own, port) => withHeaders(own.typed, { Host: `localhost.:${port}` }),
  ],
  [
    'Host with a user',
    'host-foreign',
    (own, port) => withHeaders(own.typed, { Host: `evil@127.0.0.1:${port}` }),
  ],
  [
    'two Hosts',
    'host-repeated',
    (own, port) => withHeaders(own.typed, { Host: [`127.0.0.1:${port}`, `evil.test:${port}`] }),
  ],
  [
    'the right Host twice',
    'host-repeated',
    (own, port) => withHeaders(own.typed, { Host: [`127.0.0.1:${port}`, `127.0.0.1:${port}`] }),
  ],
  [
    'a forwarded Host does not help',
    'host-foreign',
    (own, port) => withHeaders(own.typed, { Host: 'evil.test', 'X-Forwarded-Host': `127.0.0.1:${port}` }),
  ],
  // Target.
  [
    'absolute-form target',
    'target-form',
    (own, port) => ({ ...own.typed, target: `http://127.0.0.1:${port}/` }),
  ],
  ['absolute-form foreign target', 'target-form', (own) => ({ ...own.typed, target: 'http://evil.test/' })],
  ['asterisk target', 'target-form', (own) => ({ ...own.typed, target: '*' })],
  ['target that reads as a host', 'target-form', (own) => ({ ...own.typed, target: '//evil.test/session' })],
  ['target with a backslash', 'target-form', (own) => ({ ...own.typed, target: '/\\evil.test' })],
  ['path that leads upwards', 'target-dots', (own) => ({ ...own.script, target: '/assets/../../secret.js' })],
  [
    'path that leads upwards, encoded',
    'target-dots',
    (own) => ({ ...own.script, target: '/assets/%2e%2E/%2e./secret.js' }),
  ],
  ['action behind a picture path', 'target-dots', (own) => ({ ...own.picture, target: '/media/../session' })],
  // Methods.
  ['OPTIONS (preflight)', 'method', (own) => ({ ...own.rpc, method: 'OPTIONS', body: '' })],
  ['DELETE', 'method', (own) => ({ ...own.upload, method: 'DELETE', body: '' })],
  ['PATCH', 'method', (own) => ({ ...own.rpc, method: 'PATCH' })],
  ['TRACE', 'method', (own) => ({ ...own.typed, method: 'TRACE' })],
  ['GET on an action', 'method', (own) => ({ ...own.session, target: '/rpc/say?data={}' })],
  ['PUT on an action', 'method', (own) => ({ ...own.rpc, method: 'PUT' })],
  ['POST to the inbox', 'method', (own) => ({ ...own.upload, method: 'POST' })],
  ['GET on the inbox', 'method', (own) => ({ ...own.session, target: '/inbox' })],
  ['POST to the page', 'method', (own) => ({ ...own.rpc, target: '/' })],
  ['POST to a picture', 'method', (own) => ({ ...own.rpc, target: own.picture.target })],
  ['PUT to the session', 'method', (own) => ({ ...own.rpc, method: 'PUT', target: '/session' })],
  // Other protocols, expectations, workers.
  [
    'WebSocket upgrade',
    'upgrade',
    to('session', {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    }),
  ],
  ['WebSocket upgrade on an action', 'upgrade', to('rpc', { Upgrade: 'websocket' })],
  [
    'HTTP/2 upgrade',
    'upgrade',
    to('typed', { Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAARAAAAAAAIAAAAA' }),
  ],
  ['an expectation', 'expectation', to('upload', { Expect: '100-continue' })],
  ['an unknown expectation', 'expectation', to('upload', { Expect: 'something' })],
  [
    'a service worker',
    'service-worker',
    to('script', { 'Service-Worker': 'script', 'Sec-Fetch-Dest': 'serviceworker' }),
  ],
  // Where a read comes from.
  ['page without Sec-Fetch-Site', 'fetch-site-missing', to('typed', { 'Sec-Fetch-Site': null })],
  ['page opened by another site', 'fetch-site', to('typed', { 'Sec-Fetch-Site': 'cross-site' })],
  ['page opened by another port', 'fetch-site', to('typed', { 'Sec-Fetch-Site': 'same-site' })],
  ['page in a frame of nobody', 'fetch-site', to('typed', { 'Sec-Fetch-Dest': 'iframe' })],
  [
    'page fetched by nobody',
    'fetch-site',
    to('typed', { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }),
  ],
  ['script used by another site', 'fetch-site', to('script', { 'Sec-Fetch-Site': 'cross-site' })],
  ['script without Sec-Fetch-Site', 'fetch-site-missing', to('script', { 'Sec-Fetch-Site': null })],
  ['page with a foreign Origin', 'origin-foreign', to('typed', { Origin: 'http://evil.test' })],
  [
    'Sec-Fetch-Site twice',
    'header-repeated',
    to('picture', { 'Sec-Fetch-Site': ['same-origin', 'cross-site'] }),
  ],
  ['picture shown by another site', 'fetch-site', to('picture', { 'Sec-Fetch-Site': 'cross-site' })],
  ['picture shown by another port', 'fetch-site', to('picture', { 'Sec-Fetch-Site': 'same-site' })],
  [
    'picture typed as an address',
    'fetch-site',
    to('picture', { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }),
  ],
  ['picture without Sec-Fetch-Site', 'fetch-site-missing', to('picture', { 'Sec-Fetch-Site': null })],
  ['picture without cookie', 'session', to('picture', { Cookie: null })],
  [
    'picture with a made-up cookie',
    'session',
    (own, port) => withHeaders(own.picture, { Cookie: `easel-session-${port}=${'A'.repeat(43)}` }),
  ],
  [
    'picture with the cookie of another port',
    'session',
    (own) => withHeaders(own.picture, { Cookie: page.cookie.replace(/-\d+=/, '-1=') }),
  ],
  [
    'two Cookie headers',
    'header-repeated',
    (own) => withHeaders(own.picture, { Cookie: [page.cookie, 'easel=1'] }),
  ],
  ['CSRF value without cookie', 'session', to('session', { Cookie: null })],
  ['CSRF value for another site', 'fetch-site', to('session', { 'Sec-Fetch-Site': 'cross-site' })],
  ['CSRF value for nobody', 'fetch-site-missing', to('session', { 'Sec-Fetch-Site': null })],
  [
    'CSRF value typed as an address',
    'fetch-site',
    to('session', { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }),
  ],
  // Where a change comes from.
  ['action without Origin', 'origin-missing', to('rpc', { Origin: null })],
  ['action with a foreign Origin', 'origin-foreign', to('rpc', { Origin: 'http://evil.test' })],
  ['action with the Origin null', 'origin-foreign', to('rpc', { Origin: 'null' })],
  [
    'action with the Origin of another port',
    'origin-foreign',
    (own, port) => withHeaders(own.rpc, { Origin: `http://127.0.0.1:${port + 1}` }),
  ],
  [
    'action with the Origin of the other name',
    'origin-foreign',
    (own, port) => withHeaders(own.rpc, { Origin: `http://localhost:${port}` }),
  ],
  [
    'action with an https Origin',
    'origin-foreign',
    (own, port) => withHeaders(own.rpc, { Origin: `https://127.0.0.1:${port}` }),
  ],
  [
    'action with an Origin that only begins right',
    'origin-foreign',
    (own, port) => withHeaders(own.rpc, { Origin: `http://127.0.0.1:${port}.evil.test` }),
  ],
  [
    'action with two Origins',
    'header-repeated',
    (own, port) => withHeaders(own.rpc, { Origin: [`http://127.0.0.1:${port}`, 'http://evil.test'] }),
  ],
  ['action without Sec-Fetch-Site', 'fetch-site-missing', to('rpc', { 'Sec-Fetch-Site': null })],
  ['action from another site', 'fetch-site', to('rpc', { 'Sec-Fetch-Site': 'cross-site' })],
  ['action from another port', 'fetch-site', to('rpc', { 'Sec-Fetch-Site': 'same-site' })],
  ['action from nobody', 'fetch-site', to('rpc', { 'Sec-Fetch-Site': 'none' })],
  ['action as a form', 'content-type', to('rpc', { 'Content-Type': 'application/x-www-form-urlencoded' })],
  ['action as text', 'content-type', to('rpc', { 'Content-Type': 'text/plain' })],
  ['action as multipart', 'content-type', to('rpc', { 'Content-Type': 'multipart/form-data; boundary=x' })],
  ['action without a type', 'content-type', to('rpc', { 'Content-Type': null })],
  [
    'action that only begins like JSON',
    'content-type',
    to('rpc', { 'Content-Type': 'application/json-seq' }),
  ],
  ['upload as JSON', 'content-type', to('upload', { 'Content-Type': 'application/json' })],
  ['action without cookie', 'session', to('rpc', { Cookie: null })],
  ['action without CSRF value', 'csrf', to('rpc', { [CSRF_HEADER]: null })],
  ['action with an empty CSRF value', 'csrf', to('rpc', { [CSRF_HEADER]: '' })],
  ['action with another CSRF value', 'csrf', to('rpc', { [CSRF_HEADER]: 'A'.repeat(43) })],
  [
    'action with the CSRF value twice',
    'header-repeated',
    (own) => withHeaders(own.rpc, { [CSRF_HEADER]: [page.csrf, page.csrf] }),
  ],
  ['upload without cookie', 'session', to('upload', { Cookie: null })],
  ['upload without CSRF value', 'csrf', to('upload', { [CSRF_HEADER]: null })],
  ['upload without Origin', 'origin-missing', to('upload', { Origin: null })],
  ['upload from another site', 'fetch-site', to('upload', { 'Sec-Fetch-Site': 'cross-site' })],
];

describe('requests of the app’s own page', () => {
  it.each(ALLOWED)('%s', async (_name, request) => {
    const before = host.refusals.length;
    const { status } = await send(host.port, request(page.requests, host.port));
    expect(status).toBe(200);
    expect(host.refusals).toHaveLength(before);
  });
});

describe('every other request', () => {
  it('is one of at least sixty', () => {
    expect(REFUSED.length).toBeGreaterThanOrEqual(60);
  });

  it.each(REFUSED)('%s: %s', async (_name, reason, request) => {
    host.refusals.length = 0;
    host.reached.length = 0;
    const answer = await send(host.port, request(page.requests, host.port));
    expect(host.refusals).toEqual([reason]);
    expect(answer.status).toBe(REFUSALS[reason].status);
    expect(host.reached).toEqual([]);
    expectRefusal(answer);
  });

  it('CONNECT', async () => {
    host.refusals.length = 0;
    const answer = await sendRaw(host.port, 'CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\n\r\n');
    expect(host.refusals).toEqual(['method']);
    expect(answer.status).toBe(405);
    expectRefusal(answer);
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['a header line folded', 'GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n'],
    [
      'length and chunks at once',
      'POST /rpc/say HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['too many headers', `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`],
  ])('%s', async (_name, bytes) => {
    host.refusals.length = 0;
    const answer = await sendRaw(host.port, bytes);
    expect(host.refusals).toEqual(['malformed']);
    expect(answer.status).toBe(400);
    expectRefusal(answer);
  });

  it('a body that is never sent is not waited for', async () => {
    const { requests } = page;
    const lines = requests.upload.headers
      .filter(([name]) => name !== 'Cookie')
      .map(([name, value]) => `${name}: ${value}\r\n`);
    const answer = await sendRaw(
      host.port,
      `PUT ${requests.upload.target} HTTP/1.1\r\n${lines.join('')}Content-Length: 2000000000\r\n\r\nfirst bytes`,
    );
    expect(answer.status).toBe(401);
  });

  it('opening a session from elsewhere', async () => {
    const request = openSessionRequest(host.port, tokenOf(host.server.newLink()));
    const attempts: readonly (readonly [RefusalReason, RawRequest])[] = [
      ['origin-missing', withHeaders(request, { Origin: null })],
      ['origin-foreign', withHeaders(request, { Origin: 'http://evil.test' })],
      ['fetch-site', withHeaders(request, { 'Sec-Fetch-Site': 'cross-site' })],
      ['fetch-site-missing', withHeaders(request, { 'Sec-Fetch-Site': null })],
      ['content-type', withHeaders(request, { 'Content-Type': 'text/plain' })],
      ['host-foreign', withHeaders(request, { Host: `evil.test:${host.port}` })],
    ];
    for (const [reason, attempt] of attempts) {
      host.refusals.length = 0;
      const answer = await send(host.port, attempt);
      expect(host.refusals).toEqual([reason]);
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
    expect((await send(host.port, request)).status).toBe(200);
  });
});

function expectRefusal({ status, headers, body }: Awaited<ReturnType<typeof send>>): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    expect(headers[name.toLowerCase()], name).toBe(value);
  }
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  expect(headers).not.toHaveProperty('set-cookie');
  expect(headers['content-type']).toBe('application/problem+json');
  const problem = JSON.parse(body);
  expect(problem).toMatchObject({ type: 'about:blank', status, title: expect.any(String) });
  expect(problem.code).toBe(status === 401 ? 'SESSION_UNKNOWN' : 'REQUEST_REFUSED');
  expect(problem.detail).not.toBe('');
  expect(problem.remedy).not.toBe('');
}
