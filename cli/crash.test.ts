/** Killed at any moment, a batch loses nothing, repeats nothing and leaves nothing behind. */
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyStoredLog } from '../core/features/audit/verify-stored.ts';
import { hashFile } from '../core/features/images/publish.ts';
import { outboxGaps } from '../core/features/sync/outbox.service.ts';
import { makePhotos } from '../core/testing/photos.ts';
import { createSandbox, listFiles, type RunningCli, type Sandbox } from './testing.ts';

/** Raise for a long run: kills of one job, one after the other. */
const KILLS = Number(process.env.EASEL_CRASH_KILLS ?? 6);
const PHOTOS = 200;
const PRESETS = ['web-thumb', 'og-image'];
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.remove());

describe(`a batch killed with SIGKILL (SEED=${SEED})`, () => {
  it(`is complete after ${KILLS} kills and resumes`, { timeout: 300_000 }, async () => {
    const random = randomFrom(SEED);
    const photos = await makePhotos(sandbox.path('in'), PHOTOS);
    const before = await Promise.all(photos.map((photo) => hashFile(photo)));
    const command = [
      'process',
      sandbox.path('in'),
      '--preset',
      PRESETS.join(','),
      '--out',
      sandbox.path('out'),
      '--json',
    ];

    let inTheMiddle = 0;
    for (let kills = 0; kills < KILLS; kills += 1) {
      // Nothing to resume yet when even the first process was killed before the job was on the disk.
      const run = sandbox.start(...((await hasJob()) ? ['resume', '--json'] : command));
      const reports = { count: 0 };
      run.child.stdout?.on('data', () => {
        reports.count += 1;
      });
      // Every second kill is aimed at the batch itself, the others at anything from the start on.
      if (kills % 2 === 0) await firstReport(run);
      await sleep(kills % 2 === 0 ? random() * 250 : 300 + random() * 700);
      run.killTree();
      const { code } = await run.ended;
      if (code === null && reports.count > 0) inTheMiddle += 1;
      if (code !== null) break;
    }
    expect(inTheMiddle).toBeGreaterThan(0);
    const last = await sandbox.run('resume', '--json');
    // 2: there was nothing left to resume.
    expect([0, 2]).toContain(last.code);

    const files = await listFiles(sandbox.path('out'));
    expect(files.filter((file) => !/^(web-thumb|og-image)\/photo-\d{4}\.(webp|jpg)$/.test(file))).toEqual([]);
    expect(files).toHaveLength(PHOTOS * PRESETS.length);
    await checkRecords(files.length);
    expect(await Promise.all(photos.map((photo) => hashFile(photo)))).toEqual(before);
  });
});

function firstReport(run: RunningCli): Promise<void> {
  return new Promise((resolve) => {
    run.child.stdout?.once('data', () => resolve());
    run.child.once('close', () => resolve());
  });
}

async function hasJob(): Promise<boolean> {
  if (!(await stat(sandbox.path('data', 'easel.db')).catch(() => null))) return false;
  const handle = sandbox.database();
  try {
    const row = await handle.db.selectFrom('jobs').select('id').executeTakeFirst();
    return row !== undefined;
  } catch {
    return false; // killed before the schema was there
  } finally {
    await handle.close();
  }
}

async function checkRecords(outputs: number): Promise<void> {
  const handle = sandbox.database();
  const { db } = handle;
  try {
    const rows = await db
      .selectFrom('image_processings')
      .select(['output_path', 'output_sha256', 'outcome'])
      .execute();
    expect(new Set(rows.map((row) => row.output_path)).size).toBe(outputs);
    expect(rows).toHaveLength(outputs);
    for (const row of rows) {
      expect(row.outcome).toBe('written');
      // What is on the disk is whole: exactly what was verified before it was recorded.
      expect(await hashFile(row.output_path ?? '')).toBe(row.output_sha256);
      expect((await readFile(row.output_path ?? '')).length).toBeGreaterThan(0);
    }
    const units = await db
      .selectFrom('usage_records')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(units.count).toBe(PHOTOS);
    const { install_id: logId } = await db
      .selectFrom('device')
      .select('install_id')
      .executeTakeFirstOrThrow();
    expect(await verifyStoredLog(db, logId)).toMatchObject({ ok: true });
    expect(await outboxGaps(db)).toEqual([]);
    const open = await db.selectFrom('jobs').select('status').execute();
    expect(open.map(({ status }) => status)).toEqual(['done']);
  } finally {
    await handle.close();
  }
}

/** Small generator of numbers in [0, 1), so that a failing run can be repeated with its seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
