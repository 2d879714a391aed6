/** Real Chromium, one page at a time, with everything a page says on its console. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Served } from './served.ts';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export function startBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...args] });
}

export interface OpenPage {
  readonly page: Page;
  /** Errors and warnings the page said so far, without those that were allowed. */
  readonly complaints: readonly string[];
  /** From now on, what matches is no complaint: the browser itself reports requests that nobody answers. */
  readonly allow: (complaint: RegExp) => void;
  readonly close: () => Promise<void>;
}

export interface PageChoices {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  readonly language?: 'en' | 'id';
  readonly reducedMotion?: boolean;
}

/** Opens the interface and waits until its first page is there. */
export async function openEasel(
  browser: Browser,
  served: Pick<Served, 'newLink'>,
  { width = 1280, height = 800, theme = 'light', language = 'en', reducedMotion = true }: PageChoices = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const opened = await openPage(context);
  await opened.page.goto(await served.newLink());
  await untilShown(opened.page);
  return opened;
}

/** A page of Easel is there when it has said what it is. */
export async function untilShown(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('heading').first().waitFor();
}

async function openPage(context: BrowserContext): Promise<OpenPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  const allowed: RegExp[] = [];
  const take = (complaint: string) => {
    if (!allowed.some((pattern) => pattern.test(complaint))) complaints.push(complaint);
  };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) take(message.text());
  });
  page.on('pageerror', (error) => take(String(error)));
  return {
    page,
    complaints,
    allow: (complaint) => allowed.push(complaint),
    close: () => context.close(),
  };
}
