/** Language and theme change at once, without a reload, and are remembered. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { untilShown } from '../testing/browser.ts';
import { choose } from '../testing/controls.ts';
import { journey } from '../testing/journey.ts';

describe('appearance', () => {
  journey('the language changes everywhere at once, and stays', async ({ easel: { page } }) => {
    await openSettings(page, 'Settings');
    const stays = await pageInstance(page);
    await choose(page, 'Language', 'Bahasa Indonesia');
    await page.getByRole('heading', { name: 'Pengaturan', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Meja kerja' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('id');
    expect(await stays()).toBe(true);
    await page.reload();
    await page.getByRole('heading', { name: 'Pengaturan', level: 1 }).waitFor();

    // The palette knows its commands in the new language, and back.
    await page.keyboard.press('Control+K');
    await page.keyboard.type('English');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.reload();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  });

  journey('the theme changes at once, and stays', async ({ easel: { page } }) => {
    await openSettings(page, 'Settings');
    const stays = await pageInstance(page);
    const light = await groundOf(page);
    expect(light).toBeGreaterThan(200);

    await choose(page, 'Theme', 'Dark');
    await expect.poll(() => groundOf(page)).toBeLessThan(60);
    expect(await stays()).toBe(true);
    await page.reload();
    await untilShown(page);
    expect(await groundOf(page)).toBeLessThan(60);

    await choose(page, 'Theme', 'Light');
    await expect.poll(() => groundOf(page)).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.reload();
    await untilShown(page);
    expect(await groundOf(page)).toBe(light);

    await choose(page, 'Theme', 'Like the computer');
    await expect.poll(() => groundOf(page)).toBeLessThan(60);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => groundOf(page)).toBe(light);
  });
});

async function openSettings(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** Answers how to find out whether it is still the page it was, not one that was loaded again. */
async function pageInstance(page: Page): Promise<() => Promise<boolean>> {
  const document = await page.evaluateHandle(() => globalThis.document);
  return () => document.evaluate((before) => before === globalThis.document).catch(() => false);
}

/** How light the window's ground is, 0 to 255; it must be a grey without a tint. */
async function groundOf(page: Page): Promise<number> {
  const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red, green, blue] = color.match(/\d+/g)?.map(Number) ?? [];
  expect([green, blue]).toEqual([red, red]);
  return red ?? Number.NaN;
}
