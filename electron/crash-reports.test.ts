/** What goes down is noted on this computer only, without a word about anybody; the page comes back. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCrashReports } from './crash-reports.ts';
import { AppStandIn } from './testing/electron-stand-in/app.ts';
import { CrashReporterStandIn } from './testing/electron-stand-in/system.ts';
import { type Launched, launch } from './testing/launch.ts';

let easel: Launched;

beforeAll(async () => {
  easel = await launch();
  await easel.page();
});
afterAll(() => easel.end());

async function notes(): Promise<readonly Record<string, unknown>[]> {
  const text = await readFile(join(easel.dataFolder, 'logs', 'crashes.log'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

it('keeps crash dumps local', () => {
  expect(easel.electron.crashReporter.starts).toEqual([{ uploadToServer: false }]);
  expect(easel.electron.app.paths.get('crashDumps')).toBe(join(easel.dataFolder, 'logs', 'dumps'));
});

it('notes a page that went down, loads it again and serves it again', async () => {
  const { webContents } = await easel.window();
  const before = webContents.page;
  easel.electron.app.emit('render-process-gone', {}, webContents, { reason: 'oom', exitCode: 5 });
  webContents.crash('oom');
  await expect.poll(() => webContents.page === before).toBe(false);
  expect((await notes()).at(-1)).toEqual({
    at: expect.any(String),
    version: '0.1.0',
    process: 'page',
    reason: 'oom',
    exitCode: 5,
  });
  expect((await (await easel.page()).system.info()).surface).toBe('ipc');
});

it('notes what kind of child went down, and nothing of its name', async () => {
  const details = { type: 'GPU', reason: 'crashed', exitCode: 9, name: 'for /home/maria', serviceName: 'x' };
  easel.electron.app.emit('child-process-gone', {}, details);
  easel.electron.app.emit('child-process-gone', {}, { ...details, reason: 'clean-exit' });
  expect((await notes()).at(-1)).toMatchObject({
    process: 'child',
    type: 'GPU',
    reason: 'crashed',
    exitCode: 9,
  });
  expect(JSON.stringify(await notes())).not.toContain('maria');
});

it('gives up on a page that goes down again and again', async () => {
  const { webContents } = await easel.window();
  for (let time = 0; time < 3; time += 1) webContents.crash('crashed');
  expect(easel.electron.dialog.errors.map(({ title }) => title)).toEqual(['The window stopped working']);
});

it('notes an error of the main process by kind and place, without its words and paths', async () => {
  const folder = join(easel.dataFolder, 'other-logs');
  const reports = startCrashReports({
    // The parts that are used; the rest of `app` is not looked at.
    app: new AppStandIn() as unknown as Electron.App,
    crashReporter: new CrashReporterStandIn(),
    folder,
    now: () => 0,
  });
  reports.note(Object.assign(new Error('cannot read /home/maria/secret.jpg'), { code: 'EACCES' }));
  reports.note('/home/maria/secret.jpg');
  const text = await readFile(reports.logFile, 'utf8');
  expect(text).toContain('"reason":"Error EACCES');
  expect(text).toContain('"at":"1970-01-01T00:00:00.000Z"');
  expect(text).not.toContain('maria');
  expect((await stat(reports.logFile)).mode & 0o777).toBe(0o600);
});
