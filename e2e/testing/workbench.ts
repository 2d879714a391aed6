/** The workbench as somebody who cannot see it uses it: everything is found by its role and its name. */
import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';
import { fill, pattern, type Words, wordsIn } from './words.ts';

export interface Workbench {
  readonly images: Locator;
  readonly image: (name: string | RegExp) => Locator;
  readonly startButton: Locator;
  /** Where the numbers of a finished batch are told. */
  readonly result: Locator;
  readonly failures: Locator;
  readonly button: (name: string | RegExp) => Locator;
  /** Adds a folder where it lies, by the folder browser. */
  readonly addFolder: (path: string) => Promise<void>;
  /** By the names of presets. */
  readonly tick: (...presets: readonly string[]) => Promise<void>;
  readonly untick: (preset: string) => Promise<void>;
  readonly chooseResultsFolder: (path: string) => Promise<void>;
  /** Starts the batch as it is set up. */
  readonly start: () => Promise<void>;
  /** Goes on with a batch that is paused or was stopped, and waits until it is at work. */
  readonly goOn: () => Promise<void>;
  /** Files of the running batch that have their outcome. */
  readonly done: () => Promise<number>;
  /** Waits until so many files have their outcome. */
  readonly untilDone: (files: number) => Promise<void>;
  /** Waits for the end of the batch and reads what the page says of it, in English. */
  readonly outcome: () => Promise<Outcome>;
}

export interface Outcome {
  readonly written: number;
  readonly skipped: number;
  readonly failed: number;
  readonly waiting: number;
}

/** Milliseconds a batch may take before the test gives up. */
const BATCH = 120_000;

export function workbench(page: Page, { workbench: words }: Words = wordsIn('en')): Workbench {
  const main = page.getByRole('main');
  const button = (name: string | RegExp) => main.getByRole('button', { name });
  const images = main.getByRole('listbox', { name: words['grid.label'] });
  const box = (name: string) =>
    main.getByRole('checkbox', { name: fill(words['presets.tick'], { name }), exact: true });
  const ended = button(words['result.done']);
  const result = main.getByRole('status').filter({ hasText: /written/ });
  const startButton = button(pattern(words['output.start']));
  const progress = main.getByText(/^[\d.,]+ [a-z]+ [\d.,]+$/);
  const done = async () => numberIn(/^([\d.,]+) /, await progress.innerText());

  async function browse(title: string, path: string, action: string): Promise<void> {
    const dialog = page.getByRole('dialog', { name: title });
    const field = dialog.getByRole('textbox', { name: words['folders.path'] });
    const choose = dialog.getByRole('button', { name: action });
    await field.fill(path);
    await field.press('Enter');
    // A folder that is not there yet has no images that could be counted.
    await until(() => choose.isEnabled());
    await choose.click();
    await dialog.waitFor({ state: 'hidden' });
  }

  return {
    images,
    image: (name) => images.getByRole('option', { name }),
    startButton,
    result,
    failures: main.getByRole('region', { name: words['failures.title'] }),
    button,
    addFolder: async (path) => {
      if (await images.isVisible()) {
        await main.getByRole('button', { name: words['add.button'], exact: true }).click();
        await page.getByRole('menuitem', { name: words['add.inPlace'] }).click();
      } else {
        await button(words['add.folder']).click();
      }
      await browse(words['folders.addTitle'], path, words['folders.add']);
      await images.waitFor();
    },
    tick: async (...presets) => {
      for (const name of presets) await box(name).check();
    },
    untick: (preset) => box(preset).uncheck(),
    chooseResultsFolder: async (path) => {
      await button(pattern(words['folder.label'])).click();
      await browse(words['folders.outputTitle'], path, words['folders.use']);
    },
    start: () => startButton.click(),
    goOn: async () => {
      await button(words['result.resume']).click();
      await button(words['run.pause']).waitFor();
    },
    done,
    untilDone: (files) => until(async () => (await done()) >= files),
    outcome: async () => {
      await ended.waitFor({ timeout: BATCH });
      const told = await result.innerText();
      return {
        written: numberIn(/([\d,]+) images? written/, told),
        skipped: numberIn(/([\d,]+) skipped/, told),
        failed: numberIn(/([\d,]+) failed/, told),
        waiting: numberIn(/([\d,]+) not done/, told),
      };
    },
  };
}

/** What the words do not tell is none. */
function numberIn(found: RegExp, words: string): number {
  return Number((found.exec(words)?.[1] ?? '0').replaceAll(/[.,]/g, ''));
}
