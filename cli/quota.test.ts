/** The hourly quota as a batch meets it: it stops, says until when, and goes on. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePhotos } from '../core/testing/photos.ts';
import { createSandbox, listFiles, type Sandbox } from './testing.ts';

const KEY = 'quota.IMAGE_PROCESS.ANONYMOUS';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.remove());

describe('a batch larger than the quota', () => {
  it('does what fits, leaves the rest waiting, and goes on when there is more', async () => {
    await makePhotos(sandbox.path('in'), 10);
    expect((await sandbox.run('settings', 'set', KEY, '4')).code).toBe(0);
    const command = [
      'process',
      sandbox.path('in'),
      '--preset',
      'web-thumb,og-image',
      '--out',
      sandbox.path('out'),
      '--json',
    ];

    const first = await sandbox.run(...command);
    expect(first.code).toBe(3);
    expect(first.lines().at(-1)).toMatchObject({ total: 10, written: 4, waiting: 6, failed: 0 });
    const waiting = first.lines().filter(({ status }) => status === 'waiting');
    expect(waiting).toHaveLength(6);
    expect(waiting[0].error.code).toBe('QUOTA_EXCEEDED');
    // One image is one unit, whatever the number of outputs.
    expect(await listFiles(sandbox.path('out'))).toHaveLength(8);

    expect((await sandbox.run('resume', '--json')).code).toBe(3);
    await sandbox.run('settings', 'set', KEY, '7');
    const second = await sandbox.run('resume', '--json');
    expect(second.lines().at(-1)).toMatchObject({ written: 3, waiting: 3 });
    await sandbox.run('settings', 'set', KEY, 'null');
    const third = await sandbox.run('resume', '--json');
    expect(third.code).toBe(0);
    expect(third.lines().at(-1)).toMatchObject({ written: 3, waiting: 0 });
    expect(await listFiles(sandbox.path('out'))).toHaveLength(20);
    expect((await sandbox.run('resume', '--json')).code).toBe(2);
  });

  it('sleeps with --wait, and wakes when the limit is raised', async () => {
    await makePhotos(sandbox.path('in'), 3);
    await sandbox.run('settings', 'set', KEY, '1');
    const run = sandbox.start(
      'process',
      sandbox.path('in'),
      '--preset',
      'web-thumb',
      '--out',
      sandbox.path('out'),
      '--json',
      '--wait',
    );
    await new Promise<void>((resolve) => run.child.stderr?.once('data', () => resolve()));
    await sandbox.run('settings', 'set', KEY, '3');
    const result = await run.ended;
    expect(result.code).toBe(0);
    expect(result.lines().at(-1)).toMatchObject({ written: 3, waiting: 0 });
    expect(result.stderr).toContain('The hourly limit of 1 is used up');
  });

  it('costs nothing for what is skipped or cannot be read', async () => {
    await makePhotos(sandbox.path('in'), 2);
    const command = [
      'process',
      sandbox.path('in'),
      '--preset',
      'web-thumb',
      '--out',
      sandbox.path('out'),
      '--json',
    ];
    await sandbox.run('settings', 'set', KEY, '2');
    expect((await sandbox.run(...command)).code).toBe(0);
    expect((await sandbox.run(...command)).lines().at(-1)).toMatchObject({ skipped: 2, waiting: 0 });
    const [image] = JSON.parse((await sandbox.run('quota', '--json')).stdout);
    expect(image).toMatchObject({ action: 'IMAGE_PROCESS', limit: 2, used: 2, remaining: 0 });
  });
});
