import { serve } from './testing/served.ts';
import { openEasel, startBrowser } from './testing/browser.ts';
import { workbench } from './testing/workbench.ts';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
const [theme='light', language='en', w='1280', h='800'] = process.argv.slice(2);
const served = await serve(); const browser = await startBrowser();
try {
  await cp('/work/main/resources/samples', join(served.folder, 'samples'), { recursive: true });
  const { page, complaints } = await openEasel(browser, served, { width: +w, height: +h, theme, language });
  const b = workbench(page);
  await b.addFolder(join(served.folder, 'samples'));
  await page.waitForTimeout(2500);
  await page.keyboard.press('1'); await page.keyboard.press('5');
  await page.waitForTimeout(2500);
  await page.screenshot({ path: '/tmp/ui/wb-1.png' });
  await b.startButton.click();
  await page.waitForTimeout(400);
  await page.screenshot({ path: '/tmp/ui/wb-2.png' });
  await page.waitForTimeout(4000);
  await page.screenshot({ path: '/tmp/ui/wb-3.png' });
  await page.goto(served.origin + '/#/history'); await page.waitForTimeout(900); await page.screenshot({ path: `/tmp/ui/history.png` });
  console.log(complaints);
} finally { await browser.close(); await served.remove(); }
