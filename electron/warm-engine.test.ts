import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createEngine } from '../core/engine/engine.ts';
import { createWarmEngine, type WarmEngine } from './warm-engine.ts';

const ROOT = join(import.meta.dirname, '..');
let engine: WarmEngine;
let created = 0;

function build(): WarmEngine {
  created = 0;
  engine = createWarmEngine(
    () => {
      created += 1;
      return createEngine({
        launch: {
          nodePath: process.execPath,
          entryPath: join(ROOT, 'engine', 'main.ts'),
          resourcesFolder: join(ROOT, 'resources'),
          env: process.env,
          workers: 1,
          slots: 2,
        },
        tuning: { memoryMb: 1024, recycleAfter: 100 },
        monotonic: () => performance.now(),
      });
    },
    { slots: 2 },
  );
  return engine;
}
afterEach(() => engine.close());

it('has no process until it is warmed, and one from then on', async () => {
  build();
  engine.configure({ memoryMb: 2048, recycleAfter: 50 });
  expect(engine.stats()).toMatchObject({ starts: 0, pid: undefined });
  engine.warm();
  engine.warm();
  expect(created).toBe(1);
  expect((await engine.versions()).sharp).toMatch(/^\d+\./);
  expect(engine.stats()).toMatchObject({ starts: 1, pid: expect.any(Number) });
});

it('starts by itself for the first file', async () => {
  const { tests } = await build().run('selfTest', {});
  expect(tests.length).toBeGreaterThan(0);
});

it('never starts once it is closed', async () => {
  await build().close();
  engine.warm();
  expect(created).toBe(0);
  await expect(engine.run('selfTest', {})).rejects.toMatchObject({ code: 'CANCELLED' });
});
