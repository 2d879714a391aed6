/**
 * `npm run screenshots`: every page, in both themes, both languages and two sizes, from a real `easel serve` with real
 * photos in it, into `.cache/screenshots/`.
 */
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openEasel, startBrowser } from './testing/browser.ts';
import { type Served, serve } from './testing/served.ts';
import { STATES } from './testing/states.ts';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, '.cache', 'screenshots');
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
] as const;

await rm(OUT, { recursive: true, force: true });
const served = await serve();
const browser = await startBrowser();
try {
  await cp(join(ROOT, 'resources', 'samples'), join(served.folder, 'samples'), { recursive: true });
  for (const language of ['en', 'id'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      for (const size of SIZES) {
        const folder = join(OUT, `${language}-${theme}-${size.width}x${size.height}`);
        await mkdir(folder, { recursive: true });
        const { page, complaints, close } = await openEasel(browser, served, { ...size, theme, language });
        await takeAll(page, served, folder);
        await close();
        if (complaints.length > 0) console.error(`${folder}:\n  ${complaints.join('\n  ')}`);
      }
    }
  }
  console.log(`Screenshots are in ${OUT}`);
} finally {
  await browser.close();
  await served.remove();
}

async function takeAll(page: Page, host: Served, folder: string): Promise<void> {
  for (const { name, reach } of STATES) {
    await reach(page, host);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
}
