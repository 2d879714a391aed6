/** One of several processes that count against the same limit: waits for a line, then asks as often as it is told. */
import { once } from 'node:events';
import { openDatabase } from '../../db/open.ts';
import { reserve } from './reservations.ts';

const [url = '', attempts = '0', limit = '0', nowMs = '0'] = process.argv.slice(2);

const handle = await openDatabase({ url, platform: process.platform, now: Date.now, appVersion: 'test' });
process.stdout.write('ready\n');
await once(process.stdin, 'data');
let admitted = 0;
for (let attempt = 0; attempt < Number(attempts); attempt += 1) {
  const question = { subject: 'device', action: 'IMAGE_PROCESS', cost: 1 } as const;
  const answer = await reserve(handle.db, { ...question, limit: Number(limit), nowMs: Number(nowMs) });
  if (answer.admitted) admitted += 1;
}
await handle.close();
process.stdout.write(`${admitted}\n`);
process.stdin.destroy();
