/**
 * Loaded into the host ahead of everything else: on SIGUSR2 it writes to `EASEL_LOOP_DELAY_FILE` how late its event
 * loop was since the last time, in milliseconds. The host's children load it too, and leave it alone.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** Milliseconds between two samples; part of what is measured, and subtracted again. */
const RESOLUTION = 1;
const NANOSECONDS = 1e6;

const file = process.env.EASEL_LOOP_DELAY_FILE;
if (isMainThread && file !== undefined && process.argv.includes('serve')) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION);
  delay.enable();
  process.on('SIGUSR2', () => {
    writeFileSync(file, JSON.stringify({ p99: late(delay.percentile(99)), worst: late(delay.max) }));
    delay.reset();
  });
}
