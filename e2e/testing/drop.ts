/** Files and folders of this computer, dragged from outside onto the page: the browser sees a real drop. */
import type { Page } from 'playwright-core';

export async function dropOnPage(page: Page, paths: readonly string[]): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const session = await page.context().newCDPSession(page);
  // What a file manager offers: files to copy.
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: width / 3, y: height / 2, data });
  }
  await session.detach();
}
