/** A job whose records failed at the worst moment: files have their names, the database does not know. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ItemReport } from '../../../shared/job.ts';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { endOf } from '../../testing/jobs.ts';
import { makePhotos } from '../../testing/photos.ts';

const PHOTOS = 9;

let folder: string;
let app: TestApp;
let reports: ItemReport[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-recovery-'));
  await mkdir(join(folder, 'data'));
  await makePhotos(join(folder, 'in'), PHOTOS, { side: 64 });
  app = await startTestApp(join(folder, 'data'));
  reports = [];
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

function start() {
  return app.client.jobs.start({
    inputs: [join(folder, 'in')],
    outputFolder: join(folder, 'out'),
    template: '{name}',
    presets: ['web-thumb'],
  });
}

async function resume() {
  const { id } = await app.client.jobs.resume({});
  const { events, end } = await endOf(app.client, id);
  reports = events.filter((event) => event.type === 'item');
  return end;
}

/** Lets nothing into the history: the group that says what was written fails as a whole. */
function breakHistory(): () => void {
  if (app.database.dialect !== 'sqlite') throw new Error('this test is about SQLite');
  const { raw } = app.database;
  raw.exec(
    "create trigger planted before insert on image_processings begin select raise(abort, 'planted'); end",
  );
  return () => raw.exec('drop trigger planted');
}

async function endedBadly(): Promise<void> {
  const mend = breakHistory();
  const { id } = await start();
  await expect(endOf(app.client, id)).rejects.toThrow('planted');
  mend();
  // The process that ran the job is gone, as far as the next one can tell.
  await app.database.db.updateTable('jobs').set({ owner_pid: 999_999_999 }).execute();
  reports = [];
}

async function historyPaths(): Promise<readonly string[]> {
  const { entries } = await app.client.history.list({ limit: 1000 });
  return entries.map(({ output }) => output ?? '').toSorted();
}

describe('a job whose results were named but never recorded', () => {
  it('records them on resume, each once, without making them again', async () => {
    await endedBadly();
    const named = await readdir(join(folder, 'out'));
    expect(named.filter((name) => name.endsWith('.webp')).length).toBeGreaterThan(0);

    const { summary } = await resume();
    expect(summary).toMatchObject({ total: PHOTOS, written: PHOTOS, failed: 0, waiting: 0 });
    expect(new Set(reports.map(({ input }) => input)).size).toBe(PHOTOS);
    const files = (await readdir(join(folder, 'out'))).map((name) => join(folder, 'out', name)).toSorted();
    expect(files).toHaveLength(PHOTOS);
    expect(await historyPaths()).toEqual(files);
    expect(await app.client.system.doctor()).toMatchObject({ healthy: true });
    await expect(resume()).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });

  it('does not take a result that somebody edited in between for its own', async () => {
    await endedBadly();
    const [name = ''] = (await readdir(join(folder, 'out'))).filter((file) => file.endsWith('.webp'));
    await writeFile(join(folder, 'out', name), 'retouched by hand');
    await resume();
    expect(await readFile(join(folder, 'out', name), 'utf8')).toBe('retouched by hand');
  });

  it('is refused while its owner lives', async () => {
    await endedBadly();
    await app.database.db
      .updateTable('jobs')
      .set({ owner_pid: process.pid, heartbeat_at: Date.now() })
      .execute();
    await expect(resume()).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  });
});
