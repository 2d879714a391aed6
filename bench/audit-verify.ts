/**
 * `node bench/audit-verify.ts`: how long it takes to verify a log in one pass, with how much memory, and how that
 * compares with SHA-256 over the same bytes alone. Runs take turns; the median counts.
 */
import { fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeAuditLog } from './audit-log.ts';
import { type Measured, measure } from './measure.ts';

const { values } = parseArgs({
  options: { events: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
});
const events = Number(values.events);
const folder = join(import.meta.dirname, '..', '.cache', `bench-audit-${events}`);
const RUN = join(import.meta.dirname, 'audit-verify-run.ts');

interface Hashed {
  readonly bytes: number;
  readonly seconds: number;
}

await mkdir(folder, { recursive: true });
process.stderr.write(`Making ${events} events, unless they are there.\n`);
const url = await makeAuditLog(folder, events);
const verified: Measured[] = [];
const hashed: Hashed[] = [];
for (let round = 1; round <= Number(values.rounds); round += 1) {
  hashed.push(await hashOnly());
  verified.push(await measure([process.execPath, RUN, 'verify', url]));
  process.stderr.write(`round ${round}\n`);
}

const wall = median(verified.map(({ wallSeconds }) => wallSeconds));
const cpu = median(verified.map(({ cpuSeconds }) => cpuSeconds));
const raw = median(hashed.map(({ seconds }) => seconds));
const megabytes = (hashed[0]?.bytes ?? 0) / 1e6;
console.log(`${events} events, ${megabytes.toFixed(0)} MB of bodies`);
console.log(
  `verify       ${wall.toFixed(1)} s wall, ${cpu.toFixed(1)} s CPU, ${(events / wall).toFixed(0)} events/s`,
);
console.log(`peak memory  ${Math.max(...verified.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0)} MB`);
console.log(
  `SHA-256      ${raw.toFixed(2)} s over the same bytes: verifying takes ${(cpu / raw).toFixed(1)} times that`,
);

function hashOnly(): Promise<Hashed> {
  const child = fork(RUN, ['hash', url]);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Hashed));
    child.once('exit', (code) => reject(new Error(`Hashing ended with ${code}.`)));
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
