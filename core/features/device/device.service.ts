/** This installation: one row, made on the first start and never changed. */
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.types.ts';
import type { Ids } from '../../ids.ts';

export interface DeviceDeps {
  readonly ids: Ids;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Processes that start at once on a new folder all get the id of whichever came first. */
export async function ensureDevice(
  db: Kysely<Database>,
  { ids, now }: DeviceDeps,
): Promise<{ readonly installId: string }> {
  const existing = await findInstallId(db);
  if (existing !== undefined) return { installId: existing };
  await db
    .insertInto('device')
    .values({ id: ids.next(), install_id: ids.next(), created_at: now() })
    // The table allows a single row.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const installId = await findInstallId(db);
  if (installId === undefined) throw new EaselError('INTERNAL', { reason: 'the device row cannot be made' });
  return { installId };
}

async function findInstallId(db: Kysely<Database>): Promise<string | undefined> {
  const row = await db.selectFrom('device').select('install_id').executeTakeFirst();
  return row?.install_id;
}
