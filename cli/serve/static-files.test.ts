/** The interface's files and nothing else: no way out of their folder, real types, real encodings, a fresh nonce. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECURITY_HEADERS } from './security-headers.ts';
import { type OwnPage, openOwnPage, send, startTestHost, type TestHost, withHeaders } from './testing.ts';

const SCRIPT = '/assets/index-AbCd1234.js';

let host: TestHost;
let page: OwnPage;
beforeAll(async () => {
  host = await startTestHost();
  page = await openOwnPage(host);
  const root = join(host.folder, 'renderer');
  await writeFile(join(root, 'favicon.svg'), '<svg/>');
  await writeFile(join(root, '.env'), 'hidden');
  await writeFile(join(root, '.hidden.js'), 'hidden');
  await writeFile(join(root, 'notes.md'), 'no ending the interface has');
  await writeFile(join(root, 'assets', 'plain.js'), 'no hash');
  await writeFile(join(root, 'assets', 'empty-AbCd1234.css'), '');
  await writeFile(join(root, `${SCRIPT}.br`), brotliCompressSync('export {};'));
  await writeFile(join(root, `${SCRIPT}.gz`), gzipSync('export {};'));
  await mkdir(join(root, 'assets', 'folder.js'));
  await symlink(join(host.folder, 'secret.js'), join(root, 'assets', 'link.js'));
  await symlink(host.folder, join(root, 'assets', 'up'));
  // A neighbour whose name begins like the root's.
  await mkdir(join(host.folder, 'renderer-old'));
  await writeFile(join(host.folder, 'renderer-old', 'old.js'), 'neighbour');
  await symlink(join(host.folder, 'renderer-old', 'old.js'), join(root, 'assets', 'neighbour.js'));
});
afterAll(() => host.close());

const get = (target: string, headers: Record<string, string> = {}) =>
  send(host.port, withHeaders({ ...page.requests.script, target }, headers));

describe('the page', () => {
  it('is what every address without an ending shows', async () => {
    for (const target of ['/', '/index.html', '/history', '/a/b/c', '/history?from=1']) {
      const { status, headers, body } = await get(target);
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(body).toContain('Page of Easel');
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('may run its own scripts, and style elements that carry a nonce no other answer has', async () => {
    const nonces = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const { headers, body } = await get('/');
        const policy = headers['content-security-policy'] ?? '';
        const [, nonce = ''] = /style-src 'self' 'nonce-([\w-]{43})';/.exec(policy) ?? [];
        expect(body).toContain(`<meta name="csp-nonce" content="${nonce}"`);
        expect(policy.split('; ')).toEqual(
          expect.arrayContaining([
            "default-src 'none'",
            "script-src 'self'",
            "img-src 'self' blob: data:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
          ]),
        );
        expect(policy).not.toContain('unsafe');
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(5);
  });
});

describe('files', () => {
  it('have types, and are cached only when their name says what is in them', async () => {
    const script = await get(SCRIPT);
    expect(script.status).toBe(200);
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(script.headers['content-security-policy']).toBe(SECURITY_HEADERS['Content-Security-Policy']);
    expect((await get('/assets/plain.js')).headers['cache-control']).toBe('no-store');
    expect((await get('/favicon.svg')).headers['content-type']).toBe('image/svg+xml');
    const empty = await get('/assets/empty-AbCd1234.css');
    expect([empty.status, empty.headers['content-length'], empty.body]).toEqual([200, '0', '']);
  });

  it('come compressed to those who say they can read it', async () => {
    const encoded = async (accepted: string) => {
      const { headers, body } = await get(SCRIPT, { 'Accept-Encoding': accepted });
      expect(headers.vary).toBe('Accept-Encoding');
      return { encoding: headers['content-encoding'], bytes: Buffer.from(body, 'latin1') };
    };
    const br = await encoded('gzip, deflate, br, zstd');
    expect(br.encoding).toBe('br');
    expect(brotliDecompressSync(br.bytes).toString()).toBe('export {};');
    const gzip = await encoded('gzip;q=1.0, br;q=0');
    expect(gzip.encoding).toBe('gzip');
    expect(gunzipSync(gzip.bytes).toString()).toBe('export {};');
    expect((await encoded('identity')).encoding).toBeUndefined();
    expect((await get('/assets/plain.js', { 'Accept-Encoding': 'br' })).headers).not.toHaveProperty(
      'content-encoding',
    );
  });

  it('answer HEAD without their content', async () => {
    const { status, headers, body } = await send(host.port, { ...page.requests.script, method: 'HEAD' });
    expect([status, headers['content-length'], body]).toEqual([200, '10', '']);
  });

  it.each([
    '/assets/nothing.js',
    '/assets/',
    '/assets',
    '/assets/folder.js',
    '/assets/link.js',
    '/assets/neighbour.js',
    '/assets/up/secret.js',
    '/.env',
    '/.hidden.js',
    '/notes.md',
    `${SCRIPT}.br`,
    '/secret.js',
    '/%2e%2e%2fsecret.js',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.js',
    '/assets/..%2f..%2fsecret.js',
    '/assets/..%5c..%5csecret.js',
    '/assets/%252e%252e/secret.js',
    '/assets/..;/secret.js',
    '/assets/.../secret.js',
    '/assets//index-AbCd1234.js',
    '/assets/index-AbCd1234.js%00.png',
    '/assets/index-AbCd1234.js/',
    '/c:/windows/win.ini.js',
    '/assets/con:.js',
    '/..%2frenderer-old/old.js',
    '/etc/passwd.txt',
    '/file:///etc/passwd.txt',
    '/%2Fetc%2Fpasswd.txt',
    '/%',
    '/%ff.js',
  ])('%s gives nothing away', async (target) => {
    const { status, headers, body } = await get(target);
    expect(body).not.toMatch(/outside of the interface|hidden|neighbour|no ending/);
    if (status === 200) expect(body).toContain('Page of Easel');
    else expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
  });

  it.each([
    '/../secret.js',
    '/assets/../../secret.js',
    '/assets/%2e%2e/%2e%2e/secret.js',
    '/./index.html',
    '/assets/..',
  ])('%s is refused before it is looked up', async (target) => {
    expect((await get(target)).status).toBe(400);
  });
});
