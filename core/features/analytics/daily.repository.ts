/** SQL of the daily sums, and the same sums worked out from the history. */
import { type Kysely, type RawBuilder, type ReferenceExpression, sql } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import { DAY_MS, type DailySum, dayName } from './daily.ts';

/** Rows per statement: 10 columns each. */
const ROWS_PER_INSERT = 500;

/** Adds to what is there. */
export async function addSums(db: Kysely<Database>, sums: readonly DailySum[]): Promise<void> {
  for (let at = 0; at < sums.length; at += ROWS_PER_INSERT) {
    await db
      .insertInto('analytics_daily')
      .values(sums.slice(at, at + ROWS_PER_INSERT))
      .onConflict((conflict) =>
        conflict.columns(['day', 'subject', 'preset_id', 'format', 'outcome']).doUpdateSet((eb) => ({
          count: eb('analytics_daily.count', '+', eb.ref('excluded.count')),
          bytes_in: eb('analytics_daily.bytes_in', '+', eb.ref('excluded.bytes_in')),
          bytes_out: eb('analytics_daily.bytes_out', '+', eb.ref('excluded.bytes_out')),
          pixels: eb('analytics_daily.pixels', '+', eb.ref('excluded.pixels')),
          ms_total: eb('analytics_daily.ms_total', '+', eb.ref('excluded.ms_total')),
        })),
      )
      .execute();
  }
}

export async function readSums(db: Kysely<Database>): Promise<DailySum[]> {
  return await db
    .selectFrom('analytics_daily')
    .selectAll()
    .orderBy('day')
    .orderBy('subject')
    .orderBy('preset_id')
    .orderBy('format')
    .orderBy('outcome')
    .execute();
}

export async function deleteSums(db: Kysely<Database>): Promise<void> {
  await db.deleteFrom('analytics_daily').execute();
}

export async function sumHistory(db: Kysely<Database>): Promise<DailySum[]> {
  // Dividing two integers drops the remainder on both databases.
  const dayNumber = sql<number>`created_at / ${sql.lit(DAY_MS)}`;
  const format = sql<string>`coalesce(output_format, '')`;
  const rows = await db
    .selectFrom('image_processings')
    .select((eb) => [
      dayNumber.as('day_number'),
      'subject',
      'preset_id',
      format.as('format'),
      'outcome',
      eb.fn.countAll<number>().as('count'),
      total('source_bytes').as('bytes_in'),
      total('output_bytes').as('bytes_out'),
      total('pixels').as('pixels'),
      total('ms').as('ms_total'),
    ])
    .groupBy([dayNumber, 'subject', 'preset_id', format, 'outcome'])
    .execute();
  return rows.map(({ day_number, ...sum }) => ({ day: dayName(day_number), ...sum }));
}

/** PostgreSQL sums to numeric, which arrives as text; the sums stay far below 2^53. */
function total(column: ReferenceExpression<Database, 'image_processings'> & string): RawBuilder<number> {
  return sql<number>`cast(coalesce(sum(${sql.ref(column)}), 0) as bigint)`;
}
