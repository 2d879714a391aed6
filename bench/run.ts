/**
 * `npm run bench`: Easel against what people would use instead, on the same files, in the same run.
 * Contestants take turns in a new order every round; only ratios within a round count, and their median is shown.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Contestant, contestantsFor } from './contestants.ts';
import { KINDS, type Kind, makeCorpus } from './corpus.ts';
import { type Measured, measure } from './measure.ts';
import { JOBS, type JobName } from './peers/recipes.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '96' },
    rounds: { type: 'string', default: '3' },
    job: { type: 'string', multiple: true },
    kind: { type: 'string', multiple: true },
    peer: { type: 'string', multiple: true },
    corpus: { type: 'string' },
  },
});
const files = Number(values.files);
const rounds = Number(values.rounds);
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const corpusFolder = values.corpus ?? join(root, '.cache', 'bench-corpus');
/** A slow contestant gets one file in this many. */
const SLOW_SHARE = 8;
const scratch = await mkdtemp(join(tmpdir(), 'easel-bench-'));

/** Which sources each job runs on: all three kinds for JPEG, because a blended number hides where the gain is. */
const PLAN: readonly (readonly [JobName, readonly Kind[]])[] = [
  ['jpeg', KINDS],
  ['webp', ['srgb']],
  ['five', ['srgb']],
];

interface Row {
  readonly job: JobName;
  readonly kind: Kind;
  readonly peer: string;
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
  readonly spread: string;
}

try {
  console.log(`${files} JPEGs of 12 megapixels per kind, ${rounds} rounds, ${availableParallelism()} cores.`);
  console.log(
    'Ratios of Easel to each peer: below 1 Easel needs less. Median of the rounds [least to most].\n',
  );
  const rows: Row[] = [];
  for (const [job, kinds] of PLAN) {
    if (values.job && !values.job.includes(job)) continue;
    for (const kind of kinds) {
      if (values.kind && !values.kind.includes(kind)) continue;
      rows.push(...(await compare(job, kind)));
    }
  }
  printRows(rows);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function compare(job: JobName, kind: Kind): Promise<readonly Row[]> {
  const recipeFile = join(scratch, `${job}.json`);
  await writeFile(recipeFile, JSON.stringify({ easel: 'presets', version: 1, presets: JOBS[job] }));
  const rows: Row[] = [];
  for (const slow of [false, true]) {
    const count = slow ? Math.max(1, Math.round(files / SLOW_SHARE)) : files;
    const input = await makeCorpus(corpusFolder, kind, count);
    const contestants = contestantsFor({ root, input, job, recipeFile }).filter(
      (contestant) =>
        contestant.name === 'easel' ||
        (Boolean(contestant.slow) === slow && (!values.peer || values.peer.includes(contestant.name))),
    );
    if (contestants.length > 1) rows.push(...(await takeTurns(job, kind, contestants)));
  }
  return rows;
}

async function takeTurns(
  job: JobName,
  kind: Kind,
  contestants: readonly Contestant[],
): Promise<readonly Row[]> {
  const results = new Map<string, Measured[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of rotated(contestants, round)) {
      const output = join(scratch, 'out');
      await mkdir(output, { recursive: true });
      const { command, env } = contestant.run(output);
      results.get(contestant.name)?.push(await measure(command, env));
      await rm(output, { recursive: true, force: true });
    }
    process.stderr.write(`${job} ${kind}: round ${round + 1} of ${rounds}\n`);
  }
  const ours = results.get('easel') ?? [];
  return contestants
    .filter(({ name }) => name !== 'easel')
    .map(({ name }) => compareWith(job, kind, name, ours, results.get(name) ?? []));
}

function compareWith(
  job: JobName,
  kind: Kind,
  peer: string,
  ours: readonly Measured[],
  theirs: readonly Measured[],
): Row {
  const ratios = (key: keyof Measured) =>
    ours.map((own, round) => own[key] / (theirs[round]?.[key] ?? Number.NaN)).sort((a, b) => a - b);
  const wall = ratios('wallSeconds');
  return {
    job,
    kind,
    peer,
    wall: median(wall),
    cpu: median(ratios('cpuSeconds')),
    memory: median(ratios('peakMegabytes')),
    spread: `[${(wall[0] ?? 0).toFixed(2)} to ${(wall.at(-1) ?? 0).toFixed(2)}]`,
  };
}

function printRows(rows: readonly Row[]): void {
  console.log('job    source    peer                          wall               CPU    peak memory');
  for (const row of rows) {
    const wall = `${row.wall.toFixed(2)} ${row.spread}`;
    console.log(
      `${row.job.padEnd(6)} ${row.kind.padEnd(9)} ${row.peer.padEnd(29)} ${wall.padEnd(18)} ${row.cpu.toFixed(2)}   ${row.memory.toFixed(2)}`,
    );
  }
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
