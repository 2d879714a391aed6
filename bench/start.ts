/**
 * `node bench/start.ts`: how long the desktop's main process loads code before its first window, beside the time that
 * the database's two packages alone take unbundled on the same machine in the same run. Needs `npm run build`. Exits 1
 * when the whole app takes more than one and a half times as long as those two.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, limit: { type: 'string', default: '1.5' } },
});
const runs = Number(values.runs);
/** Times the packages alone. */
const limit = Number(values.limit);
const HERE = join(import.meta.dirname, 'interface');

const home = mkdtempSync(join(tmpdir(), 'easel-bench-start-'));
const times: { readonly app: number[]; readonly packages: number[] } = { app: [], packages: [] };
try {
  // In turn, so that whatever else the machine does hits both.
  for (let run = 0; run < runs; run += 1) {
    times.app.push(load('load-desktop.ts', ['--import', join(HERE, 'electron-stub.ts')]));
    times.packages.push(load('load-database.ts', []));
  }
} finally {
  rmSync(home, { recursive: true });
}
const app = median(times.app);
const packages = median(times.packages);
console.log(`The desktop's code until its first window   ${app.toFixed(1)} ms`);
console.log(`better-sqlite3 and kysely alone             ${packages.toFixed(1)} ms`);
console.log(`Ratio                                       ${(app / packages).toFixed(2)}, at most ${limit}`);
if (app / packages > limit) process.exitCode = 1;

/** Milliseconds, as the process itself measured them. */
function load(file: string, options: readonly string[]): number {
  const env = { ...process.env, HOME: home, EASEL_DATA_DIR: home };
  return Number(execFileSync(process.execPath, [...options, join(HERE, file)], { env, encoding: 'utf8' }));
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
