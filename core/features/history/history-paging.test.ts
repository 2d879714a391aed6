/** Pages against a list that is filtered and sorted in memory: nothing skipped, nothing twice, in any order of events. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { describeDatabases } from '../../db/testing.ts';
import { createHistory } from './history.service.ts';
import { type NewProcessing, NOON, nextId, processing, record, SUBJECT } from './history.testing.ts';
import type { HistoryConditions } from './history-filter.ts';

const JOBS = ['01990000-0000-7000-8000-00000000000a', '01990000-0000-7000-8000-00000000000b'] as const;
const presets = fc.constantFrom('web-hero', 'web-thumb', 'amazon-main');
const formats = fc.constantFrom('webp', 'jpeg');
const outcomes = fc.constantFrom('written' as const, 'kept-original' as const, 'failed' as const);
/** Few moments, some far apart, so that most entries share theirs. */
const moments = fc.constantFrom(0, NOON - 86_400_000, NOON - 1, NOON, NOON + 1);
const letters = fc.constantFrom('a', 'A', 'b', '_', '%', '"', '\\', 'ß', '日', '😀');
const namePart = (maxLength: number) => fc.string({ unit: letters, minLength: 1, maxLength });

/** In the order they are recorded, which is not the order of their times. */
const rows = fc.array(
  fc.record({
    subject: fc.constantFrom(SUBJECT, SUBJECT, SUBJECT, 'device:elsewhere'),
    created_at: moments,
    preset_id: presets,
    output_format: fc.option(formats),
    outcome: fc.oneof({ weight: 9, arbitrary: outcomes }, { weight: 1, arbitrary: fc.constant('skipped') }),
    job_id: fc.constantFrom(...JOBS),
    source_name: namePart(6),
  }),
  // The default size makes lists too short for pages to end within one moment.
  { maxLength: 60, size: 'max' },
);

/** Up to three at once: more would leave next to nothing to find. */
const conditions: fc.Arbitrary<HistoryConditions> = fc
  .tuple(
    fc.record({
      from: moments,
      to: moments,
      preset: presets,
      format: formats,
      outcome: outcomes,
      job: fc.constantFrom(...JOBS),
      file: namePart(3),
    }),
    fc.subarray(['from', 'to', 'preset', 'format', 'outcome', 'job', 'file'], { maxLength: 3 }),
  )
  .map(([all, kept]) => Object.fromEntries(Object.entries(all).filter(([key]) => kept.includes(key))));

function matches(row: NewProcessing, wanted: HistoryConditions): boolean {
  const { from = 0, to = Number.POSITIVE_INFINITY, preset, format, outcome, job, file = '' } = wanted;
  return (
    row.subject === SUBJECT &&
    row.outcome !== 'skipped' &&
    row.created_at >= from &&
    row.created_at < to &&
    (preset ?? row.preset_id) === row.preset_id &&
    (format ?? row.output_format) === row.output_format &&
    (outcome ?? row.outcome) === row.outcome &&
    (job ?? row.job_id) === row.job_id &&
    row.source_name.toLowerCase().includes(file.toLowerCase())
  );
}

function newestFirst(a: NewProcessing, b: NewProcessing): number {
  return b.created_at - a.created_at || (a.id < b.id ? 1 : -1);
}

describeDatabases('pages of the history', (database) => {
  const history = () => createHistory({ db: database.db, subject: SUBJECT, lookForFile: async () => false });

  async function idsByPages(wanted: HistoryConditions, limit: number): Promise<readonly string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await history().list({ ...wanted, limit, cursor });
      expect(page.entries.length).toBe(page.cursor === null ? page.entries.length : limit);
      ids.push(...page.entries.map(({ id }) => id));
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    return ids;
  }

  /** Also with ids that do not rise with time, as those of two processes. */
  async function recordAll(facts: readonly Partial<NewProcessing>[]): Promise<readonly NewProcessing[]> {
    const ids = facts.map(() => nextId()).toSorted((a, b) => (a.slice(-3) < b.slice(-3) ? -1 : 1));
    const made = facts.map((fact, index) => processing({ ...fact, id: ids[index] ?? nextId() }));
    await record(database.db, made);
    return made;
  }

  test('hold every entry that is asked for once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.array(fc.tuple(conditions, fc.integer({ min: 1, max: 7 })), { minLength: 1, maxLength: 8 }),
        async (facts, questions) => {
          await database.db.deleteFrom('image_processings').execute();
          const made = await recordAll(facts);
          for (const [wanted, limit] of questions) {
            const expected = made.filter((row) => matches(row, wanted)).toSorted(newestFirst);
            expect(await idsByPages(wanted, limit)).toEqual(expected.map(({ id }) => id));
            expect((await history().count(wanted)).entries).toBe(expected.length);
          }
        },
      ),
      { numRuns: database.dialect === 'sqlite' ? 150 : 50 },
    );
  });

  test('stay true when rows are changed and removed', async () => {
    const changes = fc.array(
      fc.record({
        how: fc.constantFrom('update', 'delete'),
        at: fc.nat(),
        to: fc.record({
          created_at: moments,
          source_name: namePart(6),
          preset_id: presets,
          outcome: outcomes,
        }),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(rows, changes, conditions, async (facts, steps, wanted) => {
        await database.db.deleteFrom('image_processings').execute();
        const made = new Map((await recordAll(facts)).map((row) => [row.id, row]));
        for (const { how, at, to } of steps) {
          const row = [...made.values()][at % Math.max(1, made.size)];
          if (row === undefined) continue;
          if (how === 'delete') {
            await database.db.deleteFrom('image_processings').where('id', '=', row.id).execute();
            made.delete(row.id);
          } else {
            await database.db.updateTable('image_processings').set(to).where('id', '=', row.id).execute();
            made.set(row.id, { ...row, ...to });
          }
        }
        const expected = [...made.values()].filter((row) => matches(row, wanted)).toSorted(newestFirst);
        expect(await idsByPages(wanted, 3)).toEqual(expected.map(({ id }) => id));
        if (database.dialect === 'sqlite') {
          // Fails when the index holds anything else than what is in the table.
          await sql`insert into history_search (history_search, rank) values ('integrity-check', 1)`.execute(
            database.db,
          );
        }
      }),
      { numRuns: database.dialect === 'sqlite' ? 100 : 30 },
    );
  });

  test('go on where they ended when entries are added meanwhile', async () => {
    await recordAll(Array.from({ length: 10 }, () => ({ created_at: NOON })));
    const first = await history().list({ limit: 4 });
    await recordAll(Array.from({ length: 5 }, () => ({ created_at: NOON + 1 })));
    const second = await history().list({ limit: 50, ...(first.cursor ? { cursor: first.cursor } : {}) });
    const ids = [...first.entries, ...second.entries].map(({ id }) => id);
    expect(new Set(ids).size).toBe(10);
    expect(ids).toHaveLength(10);
  });
});
