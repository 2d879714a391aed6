/**
 * The loopback host and a real Chromium: the app's own page can do everything, and pages of others (a name rebound to
 * this computer, another port, another site) read nothing and reach nothing, even with the person's cookie in the jar.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LAUNCH_TOKEN_LIFE_MS } from './launch-token.ts';
import {
  INDEX,
  SCRIPT,
  type Stolen,
  sendThere,
  TRY_WHAT_IS_FORBIDDEN,
  tryEverything,
  WAYS_THERE,
} from './pages.testing.ts';
import { PICTURE_ID, startTestHost, type TestHost } from './testing.ts';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const MISSING = existsSync(CHROMIUM) ? '' : ` (skipped: there is no Chromium at ${CHROMIUM})`;

/** A picture that is one pixel wide. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

describe.skipIf(MISSING)(`a real browser${MISSING}`, () => {
  let browser: Browser;
  let context: BrowserContext;
  let host: TestHost;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'easel-page-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), INDEX);
    await writeFile(join(folder, 'assets', 'page-AbCd1234.js'), SCRIPT);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--host-resolver-rules=MAP *.test 127.0.0.1',
        // This browser's own protection of local addresses; others have none, and the host does not rely on it.
        '--disable-features=LocalNetworkAccessChecks',
      ],
    });
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    host = await startTestHost({ interfaceFolder: folder });
    await writeFile(join(host.folder, 'picture.png'), PNG);
    context = await browser.newContext();
  });
  afterEach(async () => {
    await context.close();
    await host.close();
  });

  const openPage = async (address: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForFunction('globalThis.ready');
    return page;
  };

  describe('the app’s own page', () => {
    it('gets in with the link, calls, uploads and shows pictures', async () => {
      const page = await openPage(host.server.newLink());
      expect(page.url()).toBe(`${host.server.origin}/`);
      expect(await page.evaluate('admission')).toBe(200);
      expect(await page.evaluate(`post('/rpc/say', { json: { words: 'hello' } })`)).toEqual([
        200,
        '{"json":{"said":5}}',
      ]);
      expect(await page.evaluate(`put('photo.jpg', 'bytes')`)).toEqual([
        200,
        expect.stringContaining('photo.jpg'),
      ]);
      expect(await page.evaluate(`show('/media/thumbnail/${PICTURE_ID}')`)).toBe(1);
      expect(host.refusals).toEqual([]);
    });

    it('stays in after a reload and in a second tab, also long after the link', async () => {
      const link = host.server.newLink();
      const page = await openPage(link);
      host.skip(2 * LAUNCH_TOKEN_LIFE_MS);
      await page.reload();
      await page.waitForFunction('globalThis.ready');
      expect(await page.evaluate('admission')).toBe(200);
      const second = await openPage(link);
      expect(await second.evaluate('admission')).toBe(200);
      expect(await second.evaluate(`post('/rpc/say', { json: { words: 'a' } })`)).toEqual([
        200,
        expect.any(String),
      ]);
    });

    it('is not let in without a link, nor by one that was used elsewhere', async () => {
      expect(await (await openPage(`${host.server.origin}/`)).evaluate('admission')).toBe(401);
      const link = host.server.newLink();
      await openPage(link);
      await context.close();
      context = await browser.newContext();
      expect(await (await openPage(link)).evaluate('admission')).toBe(401);
    });

    it('cannot run what it did not bring: inline scripts, text as code, style elements of strangers, frames', async () => {
      const page = await openPage(host.server.newLink());
      const tried = await page.evaluate(TRY_WHAT_IS_FORBIDDEN);
      expect(tried).toEqual({
        inlineScript: true,
        evaluated: false,
        strangersStyle: true,
        ownStyle: true,
        worker: true,
        elsewhere: true,
      });
    });
  });

  describe('a page of somebody else', () => {
    let stranger: Server;
    let strangerPort: number;
    beforeEach(async () => {
      stranger = createServer((_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>Stranger</title><body></body>');
      });
      await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
      // A server that listens on a port has an address with one.
      strangerPort = (stranger.address() as AddressInfo).port;
      // The person has Easel open: its cookie is in the jar.
      await openPage(host.server.newLink());
      host.refusals.length = 0;
      host.reached.length = 0;
    });
    afterEach(async () => {
      stranger.closeAllConnections();
      await new Promise((resolve) => stranger.close(resolve));
    });

    it('under a name that was rebound to this computer reads nothing', async () => {
      const page = await context.newPage();
      const home = `http://evil.test:${host.port}`;
      // What the name answered before it was rebound; everything else the page asks for goes to Easel.
      await page.route(`${home}/attack`, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<title>Stranger</title><body></body>' }),
      );
      await page.goto(`${home}/attack`);
      const answers = await page.evaluate<Stolen>(tryEverything(home));
      expect(answers.readable.length).toBeGreaterThan(5);
      for (const { status, text } of answers.readable) {
        expect(status).toBe(421);
        expect(text).toContain('REQUEST_REFUSED');
        expect(text).not.toContain('Page of Easel');
      }
      expect(answers).toMatchObject({ picture: false, script: false, socket: false });
      expectNothingReached(['host-foreign']);
    });

    it('cannot be opened under such a name either', async () => {
      const page = await context.newPage();
      const answer = await page.goto(`http://evil.test:${host.port}/`);
      expect(answer?.status()).toBe(421);
      expect(await page.content()).not.toContain('Page of Easel');
      expectNothingReached(['host-foreign']);
    });

    it.each([
      ['on another port of this computer', (port: number) => `http://127.0.0.1:${port}/`],
      ['on this computer under its other name', (port: number) => `http://localhost:${port}/`],
      ['on another site', (port: number) => `http://evil.test:${port}/`],
    ])('%s reads nothing', async (_name, address) => {
      const page = await context.newPage();
      await page.goto(address(strangerPort));
      const answers = await page.evaluate<Stolen>(tryEverything(host.server.origin));
      expect(answers).toEqual({ readable: [], picture: false, script: false, socket: false });
      expectNothingReached(['fetch-site', 'method', 'origin-foreign', 'upgrade']);

      // Neither by sending the person there: by a link, a form, a frame or a window.
      for (const how of WAYS_THERE) {
        host.refusals.length = 0;
        const lure = await context.newPage();
        await lure.goto(address(strangerPort));
        await lure.evaluate(sendThere(how, host.server.origin));
        await expect.poll(() => host.refusals.length).toBeGreaterThan(0);
        expectNothingReached(['fetch-site', 'origin-foreign', 'method']);
        await Promise.all(context.pages().map((one) => one.waitForLoadState()));
        const titles = await Promise.all(
          context.pages().flatMap((one) => one.frames().map((frame) => frame.title())),
        );
        // Only the person's own tab shows Easel.
        expect(titles.filter((title) => title === 'Page of Easel')).toHaveLength(1);
        await Promise.all(
          context
            .pages()
            .slice(1)
            .map((one) => one.close()),
        );
      }
    });
  });

  function expectNothingReached(reasons: readonly string[]): void {
    expect(host.reached).toEqual([]);
    expect(host.refusals.length).toBeGreaterThan(0);
    for (const reason of host.refusals) expect(reasons).toContain(reason);
  }
});
