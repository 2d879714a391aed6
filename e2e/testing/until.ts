/** Waits for what no single element tells. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds. */
const EVERY = 50;
const AT_MOST = 30_000;

export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + AT_MOST;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`still not: ${holds}`);
    await sleep(EVERY);
  }
}
