/**
 * Every page and every important state of it, as a story: each is reached from the one before, the first on a host
 * that nothing was done with yet. For pictures of all of them and for checks that hold everywhere.
 */
import { cp, link, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { untilShown } from './browser.ts';
import type { Served } from './served.ts';
import { until } from './until.ts';
import { type Words, wordsOn } from './words.ts';
import { workbench } from './workbench.ts';

export interface State {
  readonly name: string;
  readonly reach: (page: Page, served: Served) => Promise<void>;
}

const SAMPLES = join(import.meta.dirname, '..', '..', 'resources', 'samples');
/** Copies of the samples: enough to meet the batch at work. */
const COPIES = 5;

export const STATES: readonly State[] = [
  { name: 'workbench-empty', reach: (page) => open(page, 'workbench') },
  { name: 'history-empty', reach: (page) => open(page, 'history') },
  { name: 'presets-none-of-ones-own', reach: (page) => shelf(page, 'shelf.mine') },
  {
    name: 'workbench-folder-browser',
    reach: async (page, served) => {
      await cp(SAMPLES, join(served.folder, 'Summer', 'samples'), { recursive: true });
      await open(page, 'workbench');
      const { workbench: words } = await wordsOn(page);
      await page.getByRole('main').getByRole('button', { name: words['add.folder'] }).click();
      await page.getByRole('dialog').getByRole('button', { name: served.folder }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Summer' }).waitFor();
    },
  },
  {
    name: 'workbench-photos',
    reach: async (page, served) => {
      await page.keyboard.press('Escape');
      const bench = workbench(page, await wordsOn(page));
      await bench.addFolder(join(served.folder, 'Summer', 'samples'));
      await untilPictures(page);
    },
  },
  {
    name: 'workbench-ticked',
    reach: async (page) => {
      const bench = workbench(page, await wordsOn(page));
      await bench.tick('Favicon set', 'Instagram square', 'Web hero');
      await bench.image(/^mug\.jpg/).click();
      await page.getByText(/≈ [\d.,]+ [kM]B/).waitFor();
      await untilPreview(page);
    },
  },
  { name: 'preview-sides', reach: (page) => compare(page, 'preview.sides') },
  {
    name: 'preview-result-at-100',
    reach: async (page) => {
      await compare(page, 'preview.single');
      await page.getByRole('button', { name: /^100\s?%$/ }).click();
    },
  },
  {
    name: 'preview-large',
    reach: async (page) => {
      const { workbench: words } = await wordsOn(page);
      await compare(page, 'preview.slider');
      await page.getByRole('button', { name: words['preview.fit'], exact: true }).click();
      await page.getByRole('button', { name: words['preview.expand'] }).click();
    },
  },
  {
    name: 'preview-focus-point',
    reach: async (page) => {
      const { workbench: words } = await wordsOn(page);
      const bench = workbench(page, await wordsOn(page));
      await page.getByRole('button', { name: words['preview.shrink'] }).click();
      await page.getByRole('button', { name: /^Instagram square/ }).click();
      await bench.image(/^dusk\.jpg/).click();
      await page.getByRole('button', { name: words['focus.button'] }).click();
      await page.getByText(words['focus.help']).waitFor();
    },
  },
  {
    name: 'recipe-open',
    reach: async (page) => {
      const { workbench: words } = await wordsOn(page);
      await page.getByRole('button', { name: words['focus.button'] }).click();
      const recipe = page.getByRole('complementary').getByRole('heading', { level: 3 }).getByRole('button');
      await recipe.nth(4).click();
      await recipe.last().click();
    },
  },
  {
    name: 'names-of-results',
    reach: async (page) => {
      const { workbench: words } = await wordsOn(page);
      await page.getByRole('button', { name: /\{preset\}/ }).click();
      await page.getByText(words['name.examples']).waitFor();
    },
  },
  {
    name: 'command-palette',
    reach: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+K');
      await page.keyboard.type('web');
      await page.getByRole('dialog').getByText('Web hero').waitFor();
    },
  },
  {
    name: 'batch-running',
    reach: async (page, served) => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      const big = join(served.folder, 'Autumn');
      await manySamples(big);
      const bench = workbench(page, await wordsOn(page));
      await bench.addFolder(big);
      await bench.untick('Favicon set');
      await bench.start();
      await bench.untilDone(6);
    },
  },
  {
    name: 'batch-paused',
    reach: async (page) => {
      const { workbench: words } = await wordsOn(page);
      await page.getByRole('button', { name: words['run.pause'] }).click();
      await page.getByRole('button', { name: words['run.resume'] }).waitFor();
    },
  },
  {
    name: 'batch-cancelled',
    reach: async (page) => {
      const { workbench: words } = await wordsOn(page);
      await page.getByRole('button', { name: words['run.cancel'] }).click();
      await page.getByRole('button', { name: words['result.done'] }).waitFor();
    },
  },
  {
    name: 'batch-with-failures',
    reach: async (page) => {
      const { workbench: words } = await wordsOn(page);
      await workbench(page, await wordsOn(page)).goOn();
      await page.getByRole('button', { name: words['result.done'] }).waitFor({ timeout: 120_000 });
      await page.getByRole('region', { name: words['failures.title'] }).waitFor();
    },
  },
  { name: 'history-filled', reach: (page) => open(page, 'history').then(() => untilRows(page)) },
  {
    name: 'history-entry',
    reach: async (page) => {
      const { history: words } = await wordsOn(page);
      await page.getByRole('table').getByRole('button').first().click();
      await page.getByText(words.outputHash).waitFor();
    },
  },
  {
    name: 'history-failed-entry',
    reach: async (page) => {
      const { history: words } = await wordsOn(page);
      await page.getByRole('button', { name: words.closeDetails }).click();
      await page.getByRole('combobox', { name: words.outcome }).click();
      await page.getByRole('option', { name: words['outcome.failed'] }).click();
      await page.getByRole('table').getByRole('button').first().click();
      await page.getByRole('complementary', { name: words.details }).getByText(words.processedAt).waitFor();
    },
  },
  {
    name: 'history-nothing-found',
    reach: async (page) => {
      const { history: words } = await wordsOn(page);
      await page.getByRole('searchbox', { name: words.file }).fill('no such file');
      await page.getByRole('heading', { name: words.noneTitle }).waitFor();
    },
  },
  { name: 'presets-library', reach: (page) => shelf(page, 'shelf.all') },
  {
    name: 'preset-built-in',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Amazon main image', exact: true }).click();
      await page.getByRole('heading', { name: 'Amazon main image', level: 1 }).waitFor();
    },
  },
  {
    name: 'preset-of-ones-own',
    reach: async (page) => {
      const { presets: words } = await wordsOn(page);
      await page.getByRole('button', { name: words.copyToChange }).click();
      await page.getByRole('textbox', { name: words.description }).waitFor();
    },
  },
  {
    name: 'preset-with-a-mistake',
    reach: async (page) => {
      const { presets: words } = await wordsOn(page);
      await page.getByRole('textbox', { name: words.name, exact: true }).fill('');
      await page.getByText(words['problem.name']).waitFor();
    },
  },
  {
    name: 'preset-leave-unsaved',
    reach: async (page) => {
      const { presets: words } = await wordsOn(page);
      await page.getByRole('button', { name: words.back }).click();
      await page.getByRole('dialog').getByRole('button', { name: words.discard }).waitFor();
    },
  },
  {
    name: 'presets-after-deleting',
    reach: async (page) => {
      const { presets: words } = await wordsOn(page);
      await page.getByRole('dialog').getByRole('button', { name: words.discard }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await shelf(page, 'shelf.mine');
      await page.getByRole('listitem').getByRole('button').last().click();
      await page.getByRole('menuitem', { name: words.delete }).click();
      await page.getByRole('heading', { name: words.noneMine }).waitFor();
    },
  },
  { name: 'settings-appearance', reach: (page) => open(page, 'settings') },
  { name: 'settings-results', reach: (page) => section(page, 'results') },
  { name: 'settings-engine', reach: (page) => section(page, 'engine') },
  { name: 'settings-privacy', reach: (page) => section(page, 'privacy') },
  { name: 'settings-about', reach: (page) => section(page, 'about') },
  {
    name: 'shortcuts',
    reach: async (page) => {
      const { shell: words } = await wordsOn(page);
      await page.getByRole('banner').getByRole('link', { name: words.shortcuts }).click();
      await page.getByRole('main').getByRole('heading', { level: 1, name: words.shortcuts }).waitFor();
    },
  },
  {
    name: 'about-with-health-check',
    reach: async (page) => {
      const { about: words } = await wordsOn(page);
      await goTo(page, '/about');
      await page.getByRole('button', { name: words.run }).click();
      await page.getByText(words.healthy).waitFor({ timeout: 120_000 });
    },
  },
  { name: 'no-such-page', reach: (page) => goTo(page, '/nowhere') },
  {
    name: 'expired-link',
    reach: async (page, served) => {
      await page.context().clearCookies();
      await page.goto(served.origin);
      await page.reload();
      await untilShown(page);
    },
  },
];

async function open(page: Page, name: 'workbench' | 'presets' | 'history' | 'settings'): Promise<void> {
  const { shell: words } = await wordsOn(page);
  await page.getByRole('navigation', { name: words.pages }).getByRole('link', { name: words[name] }).click();
  await page.getByRole('link', { name: words[name] }).and(page.locator('[aria-current="page"]')).waitFor();
  await untilShown(page);
}

async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to;
  }, address);
  await untilShown(page);
}

async function shelf(page: Page, name: 'shelf.all' | 'shelf.mine'): Promise<void> {
  await open(page, 'presets');
  const { presets: words } = await wordsOn(page);
  await page.getByRole('group', { name: words.shelves }).getByRole('button', { name: words[name] }).click();
}

async function section(page: Page, name: 'results' | 'engine' | 'privacy' | 'about'): Promise<void> {
  const { settings: words } = await wordsOn(page);
  await page
    .getByRole('navigation', { name: words.sections })
    .getByRole('link', { name: words[name] })
    .click();
}

async function compare(page: Page, how: keyof Words['workbench']): Promise<void> {
  const { workbench: words } = await wordsOn(page);
  const ways = page.getByRole('radiogroup', { name: words['preview.mode'] });
  await ways.getByText(words[how], { exact: true }).click();
  await untilPreview(page);
}

/** The real result is drawn. */
async function untilPreview(page: Page): Promise<void> {
  const { workbench: words } = await wordsOn(page);
  const after = page.getByRole('img', { name: words['preview.after'] });
  await until(() => after.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0));
  await page.getByRole('img', { name: words['preview.becomes'] }).waitFor();
}

/** No thumbnail in sight is still on its way. */
async function untilPictures(page: Page): Promise<void> {
  await untilPreview(page);
  await until(() =>
    page
      .getByRole('listbox')
      .locator('img')
      .evaluateAll(
        (images: HTMLImageElement[]) => images.length >= 7 && images.every(({ complete }) => complete),
      ),
  );
}

async function untilRows(page: Page): Promise<void> {
  await page.getByRole('table').getByRole('button').first().waitFor();
}

/** The samples many times over, and some files that nobody can use. */
async function manySamples(folder: string): Promise<void> {
  await mkdir(folder);
  const names = ['dusk.jpg', 'flower-p3.jpg', 'logo.png', 'mug.jpg', 'poster-rotated.jpg', 'still-life.webp'];
  await cp(SAMPLES, `${folder} originals`, { recursive: true });
  for (const name of names) {
    const [stem, ending] = name.split('.');
    for (let copy = 1; copy <= COPIES; copy += 1) {
      await link(join(`${folder} originals`, name), join(folder, `${stem}-${copy}.${ending}`));
    }
  }
  const mug = await readFile(join(SAMPLES, 'mug.jpg'));
  await writeFile(join(folder, 'half-copied.jpg'), mug.subarray(0, mug.length / 2));
  await writeFile(join(folder, 'half-copied-too.jpg'), mug.subarray(0, mug.length / 3));
  await writeFile(join(folder, 'empty.png'), '');
  await writeFile(join(folder, 'really-a-webp.jpg'), await readFile(join(SAMPLES, 'still-life.webp')));
}
