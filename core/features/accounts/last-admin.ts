/** There is always an active ADMIN: without one, nobody could make another. */
import type { Kysely } from 'kysely';
import { EaselError } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.types.ts';
import { hasOtherAdmin, type UserRow } from './accounts.repository.ts';

/** LAST_ADMIN. Only true until the end of a transaction that holds the lock on accounts. */
export async function refuseForLastAdmin(trx: Kysely<Database>, user: UserRow): Promise<void> {
  if (user.role !== 'ADMIN' || user.status !== 'active') return;
  if (!(await hasOtherAdmin(trx, user.id))) throw new EaselError('LAST_ADMIN');
}
