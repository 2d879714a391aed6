/** Asks the host how late its event loop was; see `loop-delay.ts`. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Served } from '../../e2e/testing/served.ts';

/** Milliseconds. */
export interface LoopDelay {
  readonly p99: number;
  readonly worst: number;
}

/** For the environment of the host. */
export function measuringHost(file: string): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'loop-delay.ts')).href}`,
    EASEL_LOOP_DELAY_FILE: file,
  };
}

/** Since the last call, or the start of the host. */
export async function hostDelay({ process: host }: Served, file: string): Promise<LoopDelay> {
  await rm(file, { force: true });
  host.kill('SIGUSR2');
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    // An empty file is one that is being written.
    if (text !== '') return JSON.parse(text);
    await sleep(10);
  }
}
