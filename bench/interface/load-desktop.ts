/** Loads what the desktop's main process loads before its first window, and tells how many milliseconds it took. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `main.js` begins with the first, which begins with the others; see `electron/run-desktop.ts`. */
const BEFORE_THE_WINDOW = [
  'run-desktop',
  'device-facts',
  'desktop',
  'open-app',
  'batch-signals',
  'rpc-server',
];

const folder = join(import.meta.dirname, '..', '..', 'dist', 'electron');
const chunks = readdirSync(join(folder, 'chunks'));
const files = BEFORE_THE_WINDOW.map((name) => {
  const file = chunks.find((chunk) => chunk.replace(/-[\w-]{8}\.js$/, '') === name);
  if (file === undefined) throw new Error(`dist/electron has no chunk called ${name}`);
  return join(folder, 'chunks', file);
});

const begun = performance.now();
await Promise.all([join(folder, 'main.js'), ...files].map((file) => import(pathToFileURL(file).href)));
process.stdout.write(String(performance.now() - begun));
process.exit(0);
