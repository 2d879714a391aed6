/** Files and links of the first start, also those a Mac hands over before anything is ready. */
import { afterAll, expect, it } from 'vitest';
import type { DesktopEvent } from '../shared/contract/desktop.ts';
import { type Launched, launch } from './testing/launch.ts';

let easel: Launched;
afterAll(() => easel.end());

it('waits with what it was given until the page listens', async () => {
  easel = await launch({ args: ['--switch', '/photos/a.jpg', 'easel://presets'] });
  const prevented: string[] = [];
  const event = { preventDefault: () => prevented.push('default') };
  easel.electron.app.emit('open-file', event, '/photos/b.jpg');
  easel.electron.app.emit('open-url', event, 'easel://history');
  const page = await easel.page();
  const heard: DesktopEvent[] = [];
  for await (const said of await page.desktop.events()) {
    heard.push(said);
    if (heard.length === 4) break;
  }
  expect(heard).toEqual([
    { type: 'open', paths: ['/photos/a.jpg'] },
    { type: 'command', command: 'go.presets' },
    { type: 'open', paths: ['/photos/b.jpg'] },
    { type: 'command', command: 'go.history' },
  ]);
  expect(prevented).toHaveLength(2);
});
