/** Controls that look the same on every page, used by their names. */
import type { Page } from 'playwright-core';

/** One of a few choices beside each other: a click on its words, as they cover the button itself. */
export async function choose(page: Page, group: string, choice: string): Promise<void> {
  await page.getByRole('radiogroup', { name: group }).getByText(choice, { exact: true }).click();
}
