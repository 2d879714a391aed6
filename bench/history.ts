/**
 * `node bench/history.ts`: how long the history takes to answer, with a million entries in it. Asks for every
 * combination of conditions, common, rare and contradictory ones; exits 1 when one takes longer than it may.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../core/db/open.ts';
import { createHistory } from '../core/features/history/history.service.ts';
import type { HistoryConditions } from '../core/features/history/history-filter.ts';
import { FIRST_DAY, type MadeHistory, makeHistory, RARE_PRESET, SUBJECT } from './history-rows.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '20' },
    limit: { type: 'string', default: '100' },
  },
});
const wantedRows = Number(values.rows);
const runs = Number(values.runs);
/** Milliseconds that half of the runs may take. */
const limitMs = Number(values.limit);
const PAGE = 50;
const SHOWN = 25;
const DAY_MS = 86_400_000;

interface Timing {
  readonly what: string;
  readonly found: string;
  readonly median: number;
  readonly worst: number;
}

const folder = mkdtempSync(join(tmpdir(), 'easel-bench-history-'));
try {
  const handle = await openDatabase({
    url: `file:${join(folder, 'easel.db')}`,
    platform: process.platform,
    now: Date.now,
    appVersion: 'bench',
  });
  if (handle.dialect !== 'sqlite') throw new Error('This bench is about SQLite.');
  const begun = performance.now();
  const made = makeHistory(handle, wantedRows);
  console.log(`${made.rows} entries in ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
  const timings = await timeAll(
    createHistory({ db: handle.db, subject: SUBJECT, lookForFile: async () => true }),
    made,
  );
  await handle.close();
  print(timings);
  if (timings.some(({ median }) => median > limitMs)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function timeAll(
  history: ReturnType<typeof createHistory>,
  made: MadeHistory,
): Promise<readonly Timing[]> {
  const timings: Timing[] = [];
  for (const conditions of questions(made)) {
    const what = describe(conditions, made);
    const page = await time(`page  ${what}`, async () => {
      const { entries, cursor } = await history.list({ ...conditions, limit: PAGE });
      return `${entries.length}${cursor === null ? '' : '+'}`;
    });
    const count = await time(`count ${what}`, async () => String((await history.count(conditions)).entries));
    timings.push(page, count);
  }
  const middle = await history.list({ to: (FIRST_DAY + made.lastTime) / 2, limit: PAGE });
  const cursor = middle.cursor ?? '';
  timings.push(
    await time(
      'page  from the middle on',
      async () => `${(await history.list({ limit: PAGE, cursor })).entries.length}`,
    ),
    await time('page  from the middle on, file img', async () => {
      return `${(await history.list({ limit: PAGE, cursor, file: 'img' })).entries.length}`;
    }),
    await time('facets', async () => {
      const { presets, formats } = await history.facets();
      return `${presets.length}, ${formats.length}`;
    }),
    await time('entry in full', async () => (await history.get(middle.entries[0]?.id ?? '')).outcome),
  );
  return timings;
}

/** Every choice of each condition with every choice of the others, and a few more alone. */
function questions({ lastTime, hugeJob, smallJob }: MadeHistory): readonly HistoryConditions[] {
  const choices: readonly (readonly HistoryConditions[])[] = [
    [{ file: 'img_' }, { file: 'logo-1' }, { file: '-7777-' }, { file: 'qz' }, { file: 'd' }],
    [{ preset: 'web-hero' }, { preset: 'app-icon' }, { preset: RARE_PRESET }],
    [{ format: 'jpeg' }, { format: 'avif' }],
    [{ outcome: 'written' }, { outcome: 'failed' }],
    [{ job: hugeJob }],
    [{ from: lastTime - 30 * DAY_MS }, { to: FIRST_DAY + 90 * DAY_MS }],
  ];
  let found: readonly HistoryConditions[] = [{}];
  for (const choice of choices) {
    found = found.flatMap((base) => [base, ...choice.map((condition) => ({ ...base, ...condition }))]);
  }
  const alone = ['.jpg', 'front.jpg', 'e-detail.jpg', 'qzx', 'g', 'q', '写'].map((file) => ({ file }));
  return [...found, ...alone, { job: smallJob }];
}

function describe(conditions: HistoryConditions, { hugeJob }: MadeHistory): string {
  const { job, from, to, ...named } = conditions;
  const words = Object.entries(named).map(([name, value]) => `${name} ${value}`);
  if (job !== undefined) words.push(job === hugeJob ? 'huge job' : 'newest job');
  if (from !== undefined) words.push('last 30 days');
  if (to !== undefined) words.push('first 90 days');
  return words.join(', ') || 'everything';
}

async function time(what: string, run: () => Promise<string>): Promise<Timing> {
  const times: number[] = [];
  let found = '';
  for (let at = 0; at < runs; at += 1) {
    const begun = performance.now();
    found = await run();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return { what, found, median: times[times.length >> 1] ?? Number.NaN, worst: times.at(-1) ?? Number.NaN };
}

function print(timings: readonly Timing[]): void {
  const simple = timings.filter(({ what }) => !what.includes(','));
  const slowest = timings.toSorted((a, b) => b.median - a.median).slice(0, SHOWN);
  console.log(`${timings.length} questions, ${runs} times each; milliseconds.\n`);
  for (const [title, rows] of [
    ['One condition', simple],
    [`The ${SHOWN} slowest of all`, slowest],
  ] as const) {
    console.log(`${title.padEnd(72)} ${'found'.padStart(8)} ${'median'.padStart(8)} ${'worst'.padStart(8)}`);
    for (const { what, found, median, worst } of rows) {
      const numbers = [median, worst].map((ms) => ms.toFixed(1).padStart(8)).join(' ');
      console.log(`${what.padEnd(72)} ${found.padStart(8)} ${numbers}`);
    }
    console.log('');
  }
  const over = timings.filter(({ median }) => median > limitMs).length;
  console.log(`${over} of ${timings.length} take longer than ${limitMs} ms.`);
}
