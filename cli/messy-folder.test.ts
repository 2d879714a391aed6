/** A designer's folder as it comes: hundreds of files of many formats, some broken, some hostile. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashFile } from '../core/features/images/publish.ts';
import { type CliResult, createSandbox, type JsonLine, listFiles, type Sandbox } from './testing.ts';

const GENERATE = join(import.meta.dirname, '..', 'tools', 'corpus', 'generate.ts');

interface ExpectedFile {
  readonly path: string;
  readonly outcome: string;
}

let sandbox: Sandbox;
let expected: readonly ExpectedFile[];
let before: readonly (string | null)[];
let result: CliResult;

beforeAll(async () => {
  sandbox = await createSandbox();
  const manifest = sandbox.path('manifest.json');
  execFileSync(process.execPath, [GENERATE, sandbox.path('in'), '--manifest', manifest]);
  const listed: readonly ExpectedFile[] = JSON.parse(await readFile(manifest, 'utf8'));
  expected = listed;
  before = await Promise.all(listed.map(({ path }) => hashFile(sandbox.path('in', path))));
  result = await sandbox.run(
    'process',
    sandbox.path('in'),
    '--recursive',
    '--keep-tree',
    '--preset',
    'web-thumb,shopee-product',
    '--out',
    sandbox.path('out'),
    '--json',
  );
}, 300_000);
afterAll(() => sandbox.remove());

describe('a folder of hundreds of real-world files', () => {
  it('ends with exit code 1 and one outcome for each file', () => {
    expect(result.code).toBe(1);
    const items = result.lines().filter(({ type }) => type === 'item');
    expect(expected.length).toBeGreaterThanOrEqual(200);
    const inputs = items.map(({ input }: JsonLine) => input);
    expect(new Set(inputs).size).toBe(inputs.length);
    expect(inputs.toSorted()).toEqual(expected.map(({ path }) => sandbox.path('in', path)).toSorted());
  });

  it('gives each broken, mislabelled, unsupported and hostile file the code of its own trouble', () => {
    const byInput = new Map<string, JsonLine>(result.lines().map((line) => [line.input, line]));
    const wrong = expected.flatMap(({ path, outcome }) => {
      const item = byInput.get(sandbox.path('in', path));
      const got =
        item?.error?.code ??
        (item?.status === 'written' || item?.status === 'kept-original' ? 'ok' : item?.status);
      return got === outcome ? [] : [`${path}: ${got} instead of ${outcome}`];
    });
    expect(wrong).toEqual([]);
  });

  it('leaves the sources byte for byte, and no temporary file', async () => {
    const after = await Promise.all(expected.map(({ path }) => hashFile(sandbox.path('in', path))));
    expect(after).toEqual(before);
    const files = await listFiles(sandbox.path('out'));
    expect(files.filter((file) => !/\.(?:webp|jpg)$/.test(file))).toEqual([]);
    expect(files).toHaveLength(result.lines().flatMap(({ outputs }) => outputs ?? []).length);
  });

  it('rewrites nothing when run again', async () => {
    const again = await sandbox.run(
      'process',
      sandbox.path('in'),
      '--recursive',
      '--keep-tree',
      '--preset',
      'web-thumb,shopee-product',
      '--out',
      sandbox.path('out'),
      '--conflict',
      'if-changed',
      '--json',
    );
    const [first, second] = [result.lines().at(-1), again.lines().at(-1)];
    expect(second).toMatchObject({ written: 0, keptOriginal: 0, failed: first.failed });
    expect(second.skipped).toBe(first.written + first.keptOriginal + first.skipped);
  });
});
