/** Somebody kills the engine in the middle of a batch: the batch goes on. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePhotos } from '../core/testing/photos.ts';
import { createSandbox, listFiles, type Sandbox } from './testing.ts';

const PHOTOS = 40;

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.remove());

describe.skipIf(process.platform !== 'linux')('the engine killed mid-file (finds it through /proc)', () => {
  it('costs no file its outcome', async () => {
    await makePhotos(sandbox.path('in'), PHOTOS, { side: 900 });
    const run = sandbox.start(
      'process',
      sandbox.path('in'),
      '--preset',
      'web-hero,og-image',
      '--out',
      sandbox.path('out'),
      '--json',
    );
    let kills = 0;
    run.child.stdout?.on('data', () => {
      // After the first reports of the first engine, and later of the second.
      const [engine] = childrenOf(run.child.pid ?? 0);
      if (engine === undefined || kills >= 2) return;
      kills += 1;
      process.kill(engine, 'SIGKILL');
    });
    const result = await run.ended;
    expect(kills).toBe(2);
    expect(result.code).toBe(0);
    expect(result.lines().at(-1)).toMatchObject({ total: PHOTOS, written: PHOTOS, failed: 0 });
    expect(await listFiles(sandbox.path('out'))).toHaveLength(PHOTOS * 2);
    const history = (await sandbox.run('history', '--json', '--limit', '1000')).lines();
    expect(history).toHaveLength(PHOTOS * 2);
  });
});

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false;
      }
    });
}
