/** Builds the interface once before all journeys, when it is missing or older than its sources. */
import { join } from 'node:path';
import { build } from 'vite';
import { isOutOfDate } from '../../tools/start/out-of-date.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = ['renderer', 'shared', 'vite.renderer.config.ts', 'package-lock.json'];

export async function setup(): Promise<void> {
  if (!isOutOfDate(ROOT, SOURCES, join(ROOT, 'dist', 'renderer', 'index.html'))) return;
  await build({
    // The configuration names its folders from here.
    root: join(ROOT, 'renderer'),
    configFile: join(ROOT, 'vite.renderer.config.ts'),
    logLevel: 'warn',
  });
}
