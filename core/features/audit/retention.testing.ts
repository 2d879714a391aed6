/** Retention over a fresh log, with everything around it. */
import type { Caller } from '../../caller.ts';
import type { TestDatabases } from '../../db/testing.ts';
import { type AuditContext, type AuditEvent, appendAudit } from './audit.service.ts';
import { type Checkpoints, createCheckpoints } from './checkpoints.ts';
import { testSigner } from './notes.testing.ts';
import { createRetention, type Retention } from './retention.ts';
import { searchAudit } from './search.ts';
import type { Signer } from './signed-note.ts';
import { TEST_IDS, testAuditContext, testEvent } from './testing.ts';
import { type StoredVerification, verifyStoredLog } from './verify-stored.ts';

export const BY: Caller = {
  actor: { ref: `user:${TEST_IDS.next()}`, role: 'ADMIN', session: null },
  surface: 'ipc',
  userId: null,
  requestId: TEST_IDS.next(),
};

export interface RetentionParts {
  readonly ctx: AuditContext;
  readonly signer: Signer;
  readonly checkpoints: Checkpoints;
  readonly retention: Retention;
  readonly append: (events: readonly Partial<AuditEvent>[], context?: AuditContext) => Promise<unknown>;
  readonly appendMany: (count: number) => Promise<unknown>;
  readonly verify: () => Promise<StoredVerification>;
  /** The numbers of the events that are there, in order. */
  readonly seqs: () => Promise<number[]>;
}

export function assembleRetention({ db, handle }: Pick<TestDatabases, 'db' | 'handle'>): RetentionParts {
  const ctx = testAuditContext();
  const signer = testSigner(ctx.logId);
  const { logId, now, ids } = ctx;
  const audit = { append: (trx: typeof db, events: readonly AuditEvent[]) => appendAudit(trx, ctx, events) };
  const append = (events: readonly Partial<AuditEvent>[], context = ctx) =>
    db.transaction().execute((trx) => appendAudit(trx, context, events.map(testEvent)));
  return {
    ctx,
    signer,
    checkpoints: createCheckpoints({ db, logId, signer, now }),
    retention: createRetention({ database: handle, logId, ids, signer, audit, now }),
    append,
    appendMany: (count) => append(Array.from({ length: count }, () => ({}))),
    verify: () => verifyStoredLog(db, logId, { keys: [signer] }),
    seqs: async () => {
      const { entries } = await searchAudit(db, { logId, limit: 1_000 });
      return entries.map(({ seq }) => seq).reverse();
    },
  };
}
