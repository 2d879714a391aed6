import { expect, it } from 'vitest';
import { debuggingSwitch } from './security.ts';
import { launch } from './testing/launch.ts';

it('does not start a packaged app that other programs could look into', async () => {
  const easel = await launch({ isPackaged: true, switches: ['remote-debugging-port'] });
  expect(easel.electron.app.ended).toBe(1);
  expect(easel.electron.BrowserWindow.all).toEqual([]);
  await easel.end();
});

it.each(['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk'])(
  'refuses --%s',
  (name) => {
    const commandLine = { hasSwitch: (asked: string) => asked === name } as Electron.CommandLine;
    expect(debuggingSwitch({ isPackaged: true, commandLine })).toBe(name);
    expect(debuggingSwitch({ isPackaged: false, commandLine })).toBeUndefined();
  },
);
