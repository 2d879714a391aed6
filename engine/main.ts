/** The engine process: answers requests from its parent over IPC and runs them on worker threads. */
import './low-priority.ts';
import { parseArgs } from 'node:util';
import { Piscina } from 'piscina';
// sharp must be loaded on the main thread before any worker loads it, or libvips' start-up races (lovell/sharp#1558 and its kin).
import sharp from 'sharp';
import type { FromEngine, ToEngine } from '../shared/engine.ts';
import { toFailure } from '../shared/errors.ts';
import { engineVersions } from './versions.ts';
import type { WorkerAnswer } from './worker.ts';

/** How often the parent learns that the process is alive, and how much memory it holds. */
const PULSE_MS = 200;

const { values } = parseArgs({
  options: {
    /** Worker threads. */
    workers: { type: 'string', default: '1' },
    /** Requests each worker runs at once; the pixel work itself happens on libuv's threads. */
    'per-worker': { type: 'string', default: '3' },
  },
});

sharp.concurrency(1);
sharp.cache(false);

// The worker stands beside this file, in TypeScript when run from source and in JavaScript when built.
const workerUrl = new URL(import.meta.url);
workerUrl.pathname = workerUrl.pathname.replace(/main(\.[cm]?[jt]s)$/, 'worker$1');

const pool = new Piscina({
  filename: workerUrl.href,
  minThreads: Number(values.workers),
  maxThreads: Number(values.workers),
  concurrentTasksPerWorker: Number(values['per-worker']),
  // Blocking waits would stop the event loop that sharp's answers arrive on.
  atomics: 'disabled',
});

process.on('message', (message: ToEngine) => {
  const { id } = message;
  pool.run(message, { name: 'run' }).then(
    (answer: WorkerAnswer) =>
      send(
        'failure' in answer
          ? { type: 'failed', id, failure: answer.failure }
          : { type: 'done', id, ...answer },
      ),
    (error: unknown) => send({ type: 'failed', id, failure: toFailure(error) }),
  );
});

// Without a parent nobody wants the results. libvips cannot be interrupted, so leave the hard way.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// Ctrl-C reaches the whole process group; the parent decides when this process ends.
process.on('SIGINT', () => undefined);

setInterval(() => send({ type: 'pulse', rssBytes: process.memoryUsage.rss() }), PULSE_MS).unref();
send({ type: 'ready', versions: engineVersions() });

function send(message: FromEngine): void {
  if (process.connected) process.send?.(message);
}
