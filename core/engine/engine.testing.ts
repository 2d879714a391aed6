/** For tests: a real engine process, without an app around it. */
import { join } from 'node:path';
import { createEngine, type Engine } from './engine.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export function startTestEngine(): Engine {
  return createEngine({
    launch: {
      nodePath: process.execPath,
      entryPath: join(ROOT, 'engine', 'main.ts'),
      resourcesFolder: join(ROOT, 'resources'),
      env: process.env,
      workers: 1,
      slots: 3,
    },
    tuning: { memoryMb: 4096, recycleAfter: 1000 },
    monotonic: () => performance.now(),
  });
}
