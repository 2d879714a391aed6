/** A grid over a designer's folder as it comes: many formats, some files broken, some made to do harm. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_INPUT_LIMITS as limits } from '../../../shared/engine.ts';
import { type Failure, toFailure } from '../../../shared/errors.ts';
import { startTestEngine } from '../../engine/engine.testing.ts';
import type { Engine } from '../../engine/engine.ts';
import { createPreviewBench, formatOf, type PreviewBench } from './previews.testing.ts';

const GENERATE = join(import.meta.dirname, '..', '..', '..', 'tools', 'corpus', 'generate.ts');

interface ExpectedFile {
  readonly path: string;
  readonly outcome: string;
  readonly foundBy: 'probe' | 'decode';
}

let engine: Engine;
let bench: PreviewBench;
let expected: readonly ExpectedFile[];
let ids: ReadonlyMap<string, string>;

beforeAll(async () => {
  engine = startTestEngine();
  bench = await createPreviewBench(engine);
  const folder = join(bench.folder, 'in');
  const manifest = join(bench.folder, 'manifest.json');
  execFileSync(process.execPath, [GENERATE, folder, '--manifest', manifest]);
  const listed: readonly ExpectedFile[] = JSON.parse(await readFile(manifest, 'utf8'));
  expected = listed;
  const found = new Map<string, string>();
  for await (const { files } of bench.sources.scan({ paths: [folder], recursive: true })) {
    for (const { id, path } of files) found.set(path.slice(folder.length + 1), id);
  }
  ids = found;
}, 300_000);
afterAll(async () => {
  await bench.remove();
  await engine.close();
});

it('finds every picture in it', () => {
  expect(expected.length).toBeGreaterThanOrEqual(200);
  const pictures = expected.filter(({ outcome }) => outcome === 'ok').map(({ path }) => path);
  expect(pictures.filter((path) => !ids.has(path))).toEqual([]);
});

it('shows each file or says why not, and no file ends the engine', async () => {
  const results = await Promise.all(
    expected.map(async ({ path, outcome }) => {
      const id = ids.get(path);
      if (id === undefined) return null;
      const got = await bench.previews.open('thumbnail', id).catch((error: unknown) => toFailure(error));
      return 'code' in got ? { path, outcome, failure: got } : { path, outcome, file: got };
    }),
  );
  const wrong: string[] = [];
  for (const result of results) {
    if (result === null) continue;
    const { path, outcome } = result;
    if ('failure' in result) {
      const { code } = result.failure as Failure;
      if (code !== outcome) wrong.push(`${path}: ${code} instead of ${outcome}`);
      continue;
    }
    if (outcome !== 'ok') wrong.push(`${path}: shown instead of ${outcome}`);
    const { width, height } = await engine.run('probe', { path: result.file.path, limits });
    const isWebp = formatOf(await readFile(result.file.path)) === 'image/webp';
    if (!isWebp || Math.max(width, height) > 320) wrong.push(`${path}: not a thumbnail`);
  }
  expect(wrong).toEqual([]);
  expect(engine.stats()).toMatchObject({ starts: 1, crashes: 0, timeouts: 0 });
});
