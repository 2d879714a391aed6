/**
 * `npm run screenshots`: every page and state, in both themes, both languages and two sizes, each from a real
 * `easel serve` with real photos, into `.cache/screenshots/`. Words after the command take only the states whose names
 * begin with one of them; the way there is gone all the same.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openEasel, type PageChoices, startBrowser } from './testing/browser.ts';
import { serve } from './testing/served.ts';
import { STATES } from './testing/states.ts';

const OUT = join(import.meta.dirname, '..', '.cache', 'screenshots');
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
] as const;
const wanted = process.argv.slice(2);

await rm(OUT, { recursive: true, force: true });
const browser = await startBrowser();
try {
  for (const language of ['en', 'id'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      for (const size of SIZES) await takeAll(browser, { ...size, theme, language });
    }
  }
  console.log(`Screenshots are in ${OUT}`);
} finally {
  await browser.close();
}

async function takeAll(
  chromium: Browser,
  choices: Required<Omit<PageChoices, 'reducedMotion'>>,
): Promise<void> {
  const { language, theme, width, height } = choices;
  const folder = join(OUT, `${language}-${theme}-${width}x${height}`);
  await mkdir(folder, { recursive: true });
  const served = await serve();
  try {
    const { page, complaints, close } = await openEasel(chromium, served, choices);
    for (const { name, reach } of STATES) {
      await reach(page, served);
      const isWanted = wanted.length === 0 || wanted.some((start) => name.startsWith(start));
      if (isWanted) await page.screenshot({ path: join(folder, `${name}.png`) });
    }
    await close();
    if (complaints.length > 0) console.error(`${folder}:\n  ${complaints.join('\n  ')}`);
  } finally {
    await served.remove();
  }
}
