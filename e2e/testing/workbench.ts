/** The workbench as somebody who cannot see it uses it: everything is found by its role and its name. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Workbench {
  readonly images: Locator;
  readonly image: (name: string | RegExp) => Locator;
  readonly startButton: Locator;
  /** Where the numbers of a finished batch are told. */
  readonly result: Locator;
  readonly failures: Locator;
  /** Adds a folder where it lies, by the folder browser. */
  readonly addFolder: (path: string) => Promise<void>;
  /** By the names of presets. */
  readonly tick: (...presets: readonly string[]) => Promise<void>;
  readonly button: (name: string | RegExp) => Locator;
  readonly chooseResultsFolder: (path: string) => Promise<void>;
  /** Starts the batch as it is set up. */
  readonly start: () => Promise<void>;
  /** Files of the running batch that have their outcome. */
  readonly done: () => Promise<number>;
  /** Waits until so many files have their outcome. */
  readonly untilDone: (files: number) => Promise<void>;
  /** Waits for the end of the batch and reads what the page says of it. */
  readonly outcome: () => Promise<Outcome>;
}

export interface Outcome {
  readonly written: number;
  readonly skipped: number;
  readonly failed: number;
  readonly waiting: number;
}

export function workbench(page: Page): Workbench {
  const main = page.getByRole('main');
  const button = (name: string | RegExp) => main.getByRole('button', { name });
  const images = main.getByRole('listbox', { name: 'Images' });
  const result = main.getByRole('status').filter({ hasText: /written/ });
  const startButton = button(/^Start/);
  const progress = main.getByText(/^[\d,]+ of [\d,]+$/);
  const done = async () => numberIn(/^([\d,]+) of/, await progress.innerText());
  return {
    images,
    image: (name) => images.getByRole('option', { name }),
    startButton,
    result,
    failures: main.getByRole('region', { name: 'Failures' }),
    button,
    addFolder: async (path) => {
      if (await images.isVisible()) {
        await button('Add').click();
        await page.getByRole('menuitem', { name: 'Add a folder without copying it' }).click();
      } else {
        await button('Add a folder').click();
      }
      const dialog = page.getByRole('dialog', { name: 'Add a folder of this computer' });
      const field = dialog.getByRole('textbox', { name: 'Folder' });
      await field.fill(path);
      await field.press('Enter');
      await dialog.getByText('directly in this folder').waitFor();
      await dialog.getByRole('button', { name: 'Add this folder' }).click();
      await images.waitFor();
    },
    tick: async (...presets) => {
      for (const preset of presets) {
        await main.getByRole('checkbox', { name: `Make ${preset}`, exact: true }).check();
      }
    },
    chooseResultsFolder: async (path) => {
      await button(/^Folder for results/).click();
      const dialog = page.getByRole('dialog', { name: 'Folder for results' });
      await dialog.getByRole('textbox', { name: 'Folder' }).fill(path);
      await dialog.getByRole('button', { name: 'Use this folder' }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    start: () => startButton.click(),
    done,
    untilDone: (files) => expect.poll(done).toBeGreaterThanOrEqual(files),
    outcome: async () => {
      await result.waitFor({ timeout: 120_000 });
      const words = await result.innerText();
      return {
        written: numberIn(/([\d,]+) images? written/, words),
        skipped: numberIn(/([\d,]+) skipped/, words),
        failed: numberIn(/([\d,]+) failed/, words),
        waiting: numberIn(/([\d,]+) not done/, words),
      };
    },
  };
}

/** What the words do not tell is none. */
function numberIn(pattern: RegExp, words: string): number {
  return Number((pattern.exec(words)?.[1] ?? '0').replaceAll(',', ''));
}
