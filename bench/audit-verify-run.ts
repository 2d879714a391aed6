/** One run to be measured, in a process of its own: verifies a log, or only hashes the bytes of its events. */
import { createHash } from 'node:crypto';
import { sqlitePath } from '../core/db/open.ts';
import { openSqlite } from '../core/db/open-sqlite.ts';
import { readRows } from '../core/features/audit/audit.repository.ts';
import { verifyStoredLog } from '../core/features/audit/verify-stored.ts';
import { LOG_ID } from './audit-log.ts';

const [mode, url = ''] = process.argv.slice(2);
const { db, close } = openSqlite({
  path: sqlitePath(url) ?? url,
  platform: process.platform,
  readonly: true,
});
try {
  if (mode === 'verify') await verify();
  else await hashOnly();
} finally {
  await close();
}

async function verify(): Promise<void> {
  const found = await verifyStoredLog(db, LOG_ID);
  if (!found.ok) throw new Error(`The log does not verify at ${found.firstBadSeq}: ${found.reason}`);
}

/** Reading is left out of the time: what remains is the least that any verification has to do. */
async function hashOnly(): Promise<void> {
  const hash = createHash('sha256');
  let bytes = 0;
  let seconds = 0;
  for (let afterSeq = 0; ; ) {
    const rows = await readRows(db, { logId: LOG_ID, afterSeq, limit: 2_000 });
    const last = rows.at(-1);
    if (last === undefined) break;
    const started = performance.now();
    for (const { body } of rows) hash.update(body);
    seconds += (performance.now() - started) / 1000;
    bytes += rows.reduce((sum, { body }) => sum + body.length, 0);
    afterSeq = last.seq;
  }
  process.send?.({ bytes, seconds });
}
