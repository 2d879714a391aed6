/** The supervisor with a real engine process that is killed, starved, stopped and made to wait. */
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_INPUT_LIMITS as limits, type SourceFacts } from '../../shared/engine.ts';
import { Recipe, type RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { makePhotos } from '../testing/photos.ts';
import { createEngine, type Engine, type EngineTuning, type RunOptions } from './engine.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'engine', 'main.ts');
const TUNING: EngineTuning = { memoryMb: 4096, recycleAfter: 1000 };
const QUICK: RecipeInput = { resize: { longEdge: 64 }, output: { format: 'jpeg' } };
/** Seconds of work in one call that libvips cannot be asked to leave. */
const SLOW: RecipeInput = { output: { format: 'avif', lossless: true, effort: 'smallest' } };

let folder: string;
let engine: Engine;
let photo: string;
let facts: SourceFacts;
let number = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-engine-'));
  [photo = ''] = await makePhotos(folder, 1, { side: 1500 });
});
afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

function create(entryPath = ENTRY): void {
  engine = createEngine({
    launch: {
      nodePath: process.execPath,
      entryPath,
      resourcesFolder: join(import.meta.dirname, '..', '..', 'resources'),
      env: process.env,
      workers: 1,
      slots: 3,
    },
    tuning: TUNING,
    monotonic: () => performance.now(),
  });
}

/** An engine that is ready and knows the photo, so that what is in work from here on are renders. */
async function start(tuning: Partial<EngineTuning> = {}): Promise<void> {
  create();
  facts = await engine.run('probe', { path: photo, limits });
  engine.configure({ ...TUNING, ...tuning });
}

async function render(recipe: RecipeInput, options: RunOptions = {}) {
  number += 1;
  const tempPath = join(folder, `${number}.part`);
  const outputs = [{ key: 'one', recipe: Recipe.parse(recipe), tempPath }];
  return engine.run('render', { path: photo, facts, limits, outputs }, { limitMs: 60_000, ...options });
}

function show(tempPath: string, options: RunOptions = {}) {
  const request = { path: photo, facts, limits, size: { maxSide: 64 }, encoding: 'webp', tempPath } as const;
  return engine.run('picture', request, options);
}

/** Resolves when a file is well under way. */
async function busy(): Promise<void> {
  while (engine.stats().inWork === 0) await sleep(20);
  await sleep(200);
}

async function killWhenBusy(signal: 'SIGKILL' | 'SIGSEGV' = 'SIGKILL'): Promise<void> {
  await busy();
  const { pid, starts } = engine.stats();
  if (pid !== undefined) process.kill(pid, signal);
  // The next process is another one: until it has work, nothing is.
  while (engine.stats().starts === starts) await sleep(20);
}

describe('the engine', () => {
  it('answers many requests at once, each with its own result', async () => {
    await start();
    const answers = await Promise.all(Array.from({ length: 12 }, () => render(QUICK)));
    expect(answers.map(({ outputs }) => outputs[0]?.ok)).toEqual(Array(12).fill(true));
    expect(engine.stats()).toMatchObject({ starts: 1, crashes: 0 });
  });

  it('brings failures back with their code', async () => {
    await start();
    await expect(engine.run('probe', { path: join(folder, 'no.jpg'), limits })).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
    });
  });

  it('goes on after it was killed, and finishes the files it had in work', async () => {
    await start();
    const slow = render(SLOW);
    const others = Promise.all([render(QUICK), render(QUICK)]);
    await killWhenBusy();
    expect((await slow).outputs[0]).toMatchObject({ ok: true });
    await expect(others).resolves.toHaveLength(2);
    expect(engine.stats()).toMatchObject({ starts: 2, crashes: 1 });
  });

  it('gives up a file that ends the process twice, and only that one', async () => {
    await start();
    const slow = expect(render(SLOW)).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
    await killWhenBusy('SIGSEGV');
    const other = render(QUICK);
    await killWhenBusy('SIGSEGV');
    await slow;
    expect((await other).outputs[0]).toMatchObject({ ok: true });
  });

  it('stops a file at its time limit, and no other file fails', async () => {
    await start();
    const [slow, quick] = await Promise.allSettled([render(SLOW, { limitMs: 300 }), render(QUICK)]);
    expect(slow).toMatchObject({ status: 'rejected', reason: { code: 'ENGINE_TIMEOUT' } });
    expect(quick.status).toBe('fulfilled');
    expect((await render(QUICK)).outputs[0]).toMatchObject({ ok: true });
    expect(engine.stats().timeouts).toBe(1);
  });

  it('stops a file that needs more memory than allowed, alone, and says so', async () => {
    await start({ memoryMb: 40 });
    await expect(render(SLOW)).rejects.toMatchObject({ code: 'ENGINE_OUT_OF_MEMORY' });
    engine.configure(TUNING);
    expect((await render(QUICK)).outputs[0]).toMatchObject({ ok: true });
  });

  it('ends cancelled work at once and keeps serving', async () => {
    await start();
    const stop = new AbortController();
    const cancelled = expect(render(SLOW, { signal: stop.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await busy();
    stop.abort();
    await cancelled;
    expect((await render(QUICK)).outputs[0]).toMatchObject({ ok: true });
    await expect(render(QUICK, { signal: stop.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('gives up only the answer of what may be abandoned, and nothing in work is lost', async () => {
    await start();
    const stop = new AbortController();
    const other = render(SLOW);
    const abandoned = expect(render(SLOW, { signal: stop.signal, abandon: true })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await busy();
    stop.abort();
    await abandoned;
    expect(engine.stats()).toMatchObject({ starts: 1, inWork: 2 });
    expect((await render(QUICK)).outputs[0]).toMatchObject({ ok: true });
    expect((await other).outputs[0]).toMatchObject({ ok: true });
    expect(engine.stats()).toMatchObject({ starts: 1, crashes: 0 });
  });

  it('does not begin what was given up while it waited', async () => {
    await start();
    const stop = new AbortController();
    const full = [render(SLOW), render(SLOW), render(SLOW)];
    const waiting = expect(render(QUICK, { signal: stop.signal, abandon: true })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await busy();
    stop.abort();
    await waiting;
    expect(engine.stats()).toMatchObject({ starts: 1, inWork: 3 });
    await Promise.all(full);
    await expect(access(join(folder, `${number}.part`))).rejects.toThrow();
  });

  it('makes way for others when only abandoned work is left', async () => {
    await start();
    const stop = new AbortController();
    const options = { signal: stop.signal, abandon: true };
    const abandoned = Promise.allSettled([1, 2, 3].map(() => render(SLOW, options)));
    await busy();
    stop.abort();
    await abandoned;
    expect((await render(QUICK)).outputs[0]).toMatchObject({ ok: true });
    expect(engine.stats()).toMatchObject({ starts: 2, crashes: 0 });
  });

  it('makes pictures beside a full set of renders', async () => {
    await start();
    const full = [render(SLOW), render(SLOW), render(SLOW)];
    await busy();
    const shown = await Promise.all([1, 2, 3].map((at) => show(join(folder, `${at}.webp`))));
    expect(shown).toEqual(Array(3).fill({ width: 64, height: 64, contentType: 'image/webp' }));
    expect(engine.stats()).toMatchObject({ starts: 1, inWork: 3 });
    await Promise.all(full);
  });

  it('begins what somebody waits for before the rest of a batch', async () => {
    await start();
    const ended: string[] = [];
    const batch = Array.from({ length: 5 }, (_, at) => render(SLOW).then(() => ended.push(`batch ${at}`)));
    await busy();
    await render(QUICK, { priority: 'interactive' }).then(() => ended.push('preview'));
    // Three were in work when it was asked for; neither of the others began before it.
    expect(ended.length).toBeLessThanOrEqual(4);
    await Promise.all(batch);
  });

  it('is replaced after a number of files, without losing one', async () => {
    await start({ recycleAfter: 2 });
    const answers = await Promise.all(Array.from({ length: 7 }, () => render(QUICK)));
    expect(answers).toHaveLength(7);
    expect(engine.stats().starts).toBeGreaterThanOrEqual(3);
    expect(engine.stats().crashes).toBe(0);
  });

  it('says why when it cannot start', async () => {
    create(join(folder, 'missing.ts'));
    await expect(engine.run('probe', { path: photo, limits })).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
    });
  });

  it('leaves no process behind when closed', async () => {
    await start();
    await engine.versions();
    const { pid = 0 } = engine.stats();
    await engine.close();
    expect(() => process.kill(pid, 0)).toThrow();
  });
});
