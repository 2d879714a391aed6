/** Jobs as whoever steers them sees them: paused, cancelled, resumed, tried again, given up, taken back. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/app.ts';
import { endOf } from '../../testing/jobs.ts';
import { makePhotos } from '../../testing/photos.ts';

let folder: string;
let app: TestApp;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-jobs-'));
  await mkdir(join(folder, 'data'));
  app = await startTestApp(join(folder, 'data'));
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const input = (...parts: string[]) => join(folder, 'in', ...parts);
const output = (...parts: string[]) => join(folder, 'out', ...parts);

function start(changes: Partial<Parameters<TestApp['client']['jobs']['start']>[0]> = {}) {
  return app.client.jobs.start({
    inputs: [input()],
    outputFolder: output(),
    template: '{name}',
    presets: ['web-thumb'],
    ...changes,
  });
}

/** Resolves once this many files have an outcome, while the job goes on. */
async function reaches(id: string, files: number): Promise<void> {
  let seen = 0;
  for await (const event of await app.client.jobs.watch({ id })) {
    if (event.type === 'item') seen += 1;
    if (seen === files) return;
  }
}

describe('a paused job', () => {
  it('begins no new file until it goes on, and then finishes all of them', async () => {
    await makePhotos(input(), 40, { side: 64 });
    const { id } = await start();
    await reaches(id, 1);
    await app.client.jobs.pause({ id });
    const settled = await quiet(id);
    expect(settled).toBeLessThan(40);
    expect(await app.client.jobs.list()).toMatchObject([{ id, state: 'paused', done: settled, total: 40 }]);
    await app.client.jobs.unpause({ id });
    const { events, end } = await endOf(app.client, id);
    expect(end.summary).toMatchObject({ written: 40, waiting: 0 });
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['paused', 'unpaused']));
  });

  it('can be cancelled without going on first, and resumed', async () => {
    await makePhotos(input(), 40, { side: 64 });
    const { id } = await start();
    await reaches(id, 1);
    await app.client.jobs.pause({ id });
    await app.client.jobs.cancel({ id });
    const { end } = await endOf(app.client, id);
    expect(end.stopped?.code).toBe('CANCELLED');
    expect(end.summary.waiting).toBeGreaterThan(0);
    expect(await app.client.jobs.list()).toMatchObject([{ id, state: 'stopped' }]);
    await app.client.jobs.resume({ id });
    const resumed = await endOf(app.client, id);
    expect(resumed.end.stopped).toBeNull();
    expect(await readdir(output())).toHaveLength(40);
    // Whoever watches sees the whole job, not only what was left of it.
    expect(resumed.events[0]).toMatchObject({ type: 'started', total: 40 });
    const written = resumed.events.filter((event) => event.type === 'item' && event.status === 'written');
    expect(new Set(written.map((event) => 'index' in event && event.index)).size).toBe(40);
  });
});

/** Files with an outcome once the number does not change any more. */
async function quiet(id: string): Promise<number> {
  for (let last = -1; ; ) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    const done = (await app.client.jobs.list()).find((job) => job.id === id)?.done ?? 0;
    if (done === last) return done;
    last = done;
  }
}

describe('files that failed', () => {
  it('are tried again alone, with the same recipe and names', async () => {
    await makePhotos(input('a'), 2, { side: 64 });
    await writeFile(input('a', 'broken.png'), 'not a picture');
    const { id } = await start({ recursive: true, keepTree: true });
    expect((await endOf(app.client, id)).end.summary).toMatchObject({ written: 2, failed: 1 });
    await rm(input('a', 'photo-0000.png'));
    await writeFile(input('a', 'broken.png'), await readFile(input('a', 'photo-0001.png')));
    const again = await app.client.jobs.retryFailed({ id });
    expect(again.total).toBe(1);
    expect((await endOf(app.client, again.id)).end.summary).toMatchObject({ total: 1, written: 1 });
    expect(await readdir(output('a'))).toContain('broken.webp');
  });

  it('are nothing to try again when none failed', async () => {
    await makePhotos(input(), 1, { side: 64 });
    const { id } = await start();
    await endOf(app.client, id);
    await expect(app.client.jobs.retryFailed({ id })).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  });
});

describe('a job taken back', () => {
  it('moves what it wrote to the trash, and leaves what somebody changed since', async () => {
    await makePhotos(input(), 3, { side: 64 });
    const { id } = await start();
    await endOf(app.client, id);
    await writeFile(output('photo-0000.webp'), 'retouched by hand');
    await rm(output('photo-0001.webp'));
    expect(await app.client.jobs.undo({ id })).toEqual({
      removed: 1,
      left: [
        { path: output('photo-0000.webp'), reason: 'changed' },
        { path: output('photo-0001.webp'), reason: 'gone' },
      ],
    });
    expect((await readdir(output())).toSorted()).toEqual(['photo-0000.webp', 'photo-0002.webp.trashed']);
    expect(await readdir(input())).toHaveLength(3);
  });

  it('is refused while it runs', async () => {
    await makePhotos(input(), 20, { side: 64 });
    const { id } = await start();
    await expect(app.client.jobs.undo({ id })).rejects.toMatchObject({ code: 'JOB_RUNNING' });
    await endOf(app.client, id);
  });
});

it('a stopped job that is discarded cannot be resumed, and leaves no temporary file', async () => {
  await makePhotos(input(), 40, { side: 64 });
  const { id } = await start();
  await reaches(id, 1);
  await app.client.jobs.cancel({ id });
  await endOf(app.client, id);
  await app.client.jobs.discard({ id });
  await expect(app.client.jobs.resume({ id })).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
  expect(await app.client.jobs.list()).toMatchObject([{ id, state: 'ended' }]);
  expect((await readdir(output())).filter((name) => name.startsWith('.'))).toEqual([]);
});

it('what a person changed for one image is done to that image alone', async () => {
  const [left = '', right = ''] = await makePhotos(input(), 2, { side: 64 });
  const preset = {
    id: 'strip',
    name: 'Strip',
    outputs: [{ recipe: { crop: { width: 8, height: 64 }, output: { format: 'png' as const } } }],
  };
  const plain = await start({ presets: [preset], outputFolder: join(folder, 'plain') });
  await endOf(app.client, plain.id);
  const { id } = await start({ presets: [preset], overrides: { [left]: { focus: { x: 0, y: 0 } } } });
  await endOf(app.client, id);
  const same = async (name: string) =>
    (await readFile(output(name))).equals(await readFile(join(folder, 'plain', name)));
  const named = (path: string) => path.replace(/^.*[/\\]/, '').replace(/\.\w+$/, '.png');
  expect(await same(named(left))).toBe(false);
  expect(await same(named(right))).toBe(true);
});

it('files that a list showed keep the folders they were found in, and nothing else is taken along', async () => {
  const [first = ''] = await makePhotos(input('trip', 'bali'), 2, { side: 64 });
  const found = { path: first, relativeDir: 'trip/bali' };
  const { id, total } = await start({ inputs: [found], keepTree: true });
  await endOf(app.client, id);
  expect(total).toBe(1);
  expect(await readdir(output('trip', 'bali'))).toEqual(['photo-0000.webp']);
  const climbing = await start({ inputs: [{ path: first, relativeDir: '../../up' }], keepTree: true });
  await endOf(app.client, climbing.id);
  expect(await readdir(folder)).not.toContain('up');
});

it('closing the app stops what runs in good order: it can be resumed', async () => {
  await makePhotos(input(), 60, { side: 64 });
  const { id } = await start();
  await reaches(id, 1);
  await app.close();
  app = await startTestApp(join(folder, 'data'));
  expect(await app.client.jobs.list()).toMatchObject([{ id, state: 'stopped', total: 60 }]);
  await app.client.jobs.resume({});
  expect((await endOf(app.client, id)).end.stopped).toBeNull();
  expect(await readdir(output())).toHaveLength(60);
});
