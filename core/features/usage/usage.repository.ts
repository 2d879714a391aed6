/** What was used and charged: one row per request, whatever happens to the request afterwards. */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import type { Ids } from '../../ids.ts';

/** Rows per statement: 12 columns each. */
const ROWS_PER_INSERT = 500;

export interface Usage {
  readonly subject: string;
  readonly userId: string | null;
  readonly deviceId: string;
  readonly action: 'IMAGE_PROCESS' | 'COPY_GENERATE' | 'API_CALL';
  readonly units: number;
  /** Millionths of a US dollar. */
  readonly costMicro: number;
  readonly jobId: string | null;
  readonly requestId: string;
  /** Used beyond the limit, which facts are recorded in spite of. */
  readonly overage: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** Returns the request ids that were charged now; one that was charged before is left alone. */
export async function recordUsage(
  trx: Kysely<Database>,
  { ids, usages }: { readonly ids: Ids; readonly usages: readonly Usage[] },
): Promise<string[]> {
  const charged: string[] = [];
  for (let at = 0; at < usages.length; at += ROWS_PER_INSERT) {
    const rows = await trx
      .insertInto('usage_records')
      .values(usages.slice(at, at + ROWS_PER_INSERT).map((usage) => toRow(usage, ids.next())))
      .onConflict((conflict) => conflict.columns(['subject', 'action', 'request_id']).doNothing())
      .returning('request_id')
      .execute();
    charged.push(...rows.map((row) => row.request_id));
  }
  return charged;
}

function toRow(usage: Usage, id: string) {
  return {
    id,
    subject: usage.subject,
    user_id: usage.userId,
    device_id: usage.deviceId,
    action: usage.action,
    units: usage.units,
    cost_micro: usage.costMicro,
    job_id: usage.jobId,
    request_id: usage.requestId,
    state: 'committed',
    overage: usage.overage ? 1 : 0,
    created_at: usage.createdAt,
  };
}
