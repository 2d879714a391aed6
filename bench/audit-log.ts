/** An audit log of many events in a database of its own, made by the product; kept for the next run. */
import { randomBytes } from 'node:crypto';
import type { DatabaseHandle } from '../core/db/handle.ts';
import { databaseUrl, openDatabase } from '../core/db/open.ts';
import { readHead } from '../core/features/audit/audit.repository.ts';
import { type AuditContext, type AuditEvent, appendAudit } from '../core/features/audit/audit.service.ts';
import { createIds } from '../core/ids.ts';

export const LOG_ID = '01990000-0000-7000-8000-000000000001';

const EVENTS_PER_TRANSACTION = 1_000;

/** The URL of the database. */
export async function makeAuditLog(folder: string, events: number): Promise<string> {
  const url = databaseUrl(folder);
  const options = { platform: process.platform, now: Date.now, appVersion: 'bench' };
  const database = await openDatabase({ url, ...options });
  try {
    await fill(database, events);
  } finally {
    await database.close();
  }
  return url;
}

async function fill({ db }: DatabaseHandle, events: number): Promise<void> {
  const ids = createIds({ now: Date.now, randomBytes });
  let clock = 1_790_000_000_000;
  const ctx: AuditContext = {
    logId: LOG_ID,
    bootId: ids.next(),
    now: () => ++clock,
    mono: () => clock % 1e9,
    ids,
    randomBytes,
    onAppended: async () => undefined,
  };
  const actor = { ref: `device:${ids.next()}`, role: 'ANONYMOUS', session: null } as const;
  const job = ids.next();
  const event = (index: number): AuditEvent => ({
    action: 'image.processed',
    outcome: index % 50 === 0 ? 'failed' : 'success',
    actor,
    surface: 'cli',
    resourceId: ids.next(),
    requestId: `${job}:${index}`,
    reason: null,
    detail: index % 10 === 0 ? { subject: actor.ref, data: { path: `/photos/IMG_${index}.jpg` } } : null,
  });
  for (let size = (await readHead(db, LOG_ID))?.size ?? 0; size < events; size += EVENTS_PER_TRANSACTION) {
    const count = Math.min(EVENTS_PER_TRANSACTION, events - size);
    const batch = Array.from({ length: count }, (_, index) => event(size + index));
    await db.transaction().execute((trx) => appendAudit(trx, ctx, batch));
  }
}
