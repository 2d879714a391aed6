/** `easel process` as people and scripts use it: real files in, real files out, one outcome each. */
import { copyFile, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePhotos } from '../core/testing/photos.ts';
import { createSandbox, type JsonLine, listFiles, type Sandbox } from './testing.ts';

const SAMPLES = join(dirname(fileURLToPath(import.meta.url)), '..', 'resources', 'samples');

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.remove());

function items(lines: readonly JsonLine[]): readonly JsonLine[] {
  return lines.filter((line) => line.type === 'item');
}

describe('easel process', () => {
  it('makes three presets of the samples, and says so line by line', async () => {
    const result = await sandbox.run(
      'process',
      SAMPLES,
      '--preset',
      'web-hero,instagram-square,shopify-product',
      '--out',
      sandbox.path('out'),
      '--json',
    );
    expect(result.stderr).toBe('');
    expect(result.code).toBe(0);
    const lines = result.lines();
    const summary = lines.at(-1);
    expect(summary).toMatchObject({ type: 'summary', failed: 0, waiting: 0 });
    expect(summary.written).toBe(items(lines).filter(({ status }) => status === 'written').length);
    for (const item of items(lines)) {
      if (item.status !== 'written') continue;
      expect(item.outputs.map(({ preset }: JsonLine) => preset)).toEqual([
        'web-hero',
        'instagram-square',
        'shopify-product',
      ]);
      for (const output of item.outputs) {
        expect(output).toMatchObject({
          format: expect.any(String),
          width: expect.any(Number),
          height: expect.any(Number),
        });
        expect((await stat(output.path)).size).toBe(output.bytes);
      }
    }
    const written = items(lines).flatMap(({ outputs }) => outputs);
    expect(await listFiles(sandbox.path('out'))).toHaveLength(written.length);
  });

  it('rewrites nothing when run again, and only what changed after a change', async () => {
    const photos = await makePhotos(sandbox.path('in'), 6);
    const command = [
      'process',
      sandbox.path('in'),
      '--preset',
      'web-thumb',
      '--out',
      sandbox.path('out'),
      '--conflict',
      'if-changed',
      '--json',
    ];
    expect((await sandbox.run(...command)).lines().at(-1)).toMatchObject({ written: 6 });
    const made = await listFiles(sandbox.path('out'));
    const times = await Promise.all(
      made.map(async (name) => (await stat(sandbox.path('out', name))).mtimeMs),
    );

    const again = (await sandbox.run(...command)).lines();
    expect(again.at(-1)).toMatchObject({ written: 0, skipped: 6, failed: 0 });
    expect(items(again)[0].error.code).toBe('OUTPUT_UP_TO_DATE');
    expect(
      await Promise.all(made.map(async (name) => (await stat(sandbox.path('out', name))).mtimeMs)),
    ).toEqual(times);

    // Touched but not changed: the hash decides.
    await utimes(photos[0] ?? '', new Date(), new Date());
    // Another picture under an old name, a missing result, an edited result.
    await copyFile(photos[5] ?? '', photos[1] ?? '');
    await rm(sandbox.path('out', made[2] ?? ''));
    await writeFile(sandbox.path('out', made[3] ?? ''), 'retouched by hand');
    const third = (await sandbox.run(...command)).lines();
    const byName = (name: string) => items(third).find(({ input }) => input.endsWith(name));
    expect(byName('photo-0000.png').error.code).toBe('OUTPUT_UP_TO_DATE');
    expect(byName('photo-0001.png').status).toBe('written');
    expect(byName('photo-0002.png').status).toBe('written');
    expect(byName('photo-0003.png').error.code).toBe('OUTPUT_NOT_OURS');
    expect(await readFile(sandbox.path('out', made[3] ?? ''), 'utf8')).toBe('retouched by hand');
  });

  it('follows the other conflict policies', async () => {
    await makePhotos(sandbox.path('in'), 1);
    const run = async (conflict: string) => {
      const result = await sandbox.run(
        'process',
        sandbox.path('in'),
        '--preset',
        'web-thumb',
        '--out',
        sandbox.path('out'),
        '--conflict',
        conflict,
        '--name',
        '{name}',
        '--json',
      );
      return result.lines()[0];
    };
    await mkdir(sandbox.path('out'));
    await writeFile(sandbox.path('out', 'photo-0000.webp'), 'stranger');
    expect(await run('skip')).toMatchObject({ status: 'skipped', error: { code: 'OUTPUT_EXISTS' } });
    expect((await run('rename')).outputs[0].path).toMatch(/photo-0000-2\.webp$/);
    expect((await run('rename')).outputs[0].path).toMatch(/photo-0000-3\.webp$/);
    expect(await readFile(sandbox.path('out', 'photo-0000.webp'), 'utf8')).toBe('stranger');
    expect((await run('overwrite')).outputs[0].path).toMatch(/photo-0000\.webp$/);
    expect(await readFile(sandbox.path('out', 'photo-0000.webp'), 'latin1')).toMatch(/^RIFF/);
  });

  it('keeps the tree, fills names, and numbers what would collide', async () => {
    await makePhotos(sandbox.path('in', 'a'), 1);
    await makePhotos(sandbox.path('in', 'b', 'deep'), 1);
    const base = ['process', sandbox.path('in'), '--recursive', '--preset', 'web-thumb', '--json'];
    await sandbox.run(...base, '--out', sandbox.path('tree'), '--keep-tree', '--name', '{name}');
    expect(await listFiles(sandbox.path('tree'))).toEqual(['a/photo-0000.webp', 'b/deep/photo-0000.webp']);
    await sandbox.run(...base, '--out', sandbox.path('flat'), '--name', '{name}');
    expect(await listFiles(sandbox.path('flat'))).toEqual(['photo-0000-2.webp', 'photo-0000.webp']);
    await sandbox.run(
      ...base,
      '--out',
      sandbox.path('named'),
      '--name',
      '{dir}/{counter}-{width}x{height}-{format}-{preset}',
    );
    expect(await listFiles(sandbox.path('named'))).toEqual([
      'a/0001-160x160-webp-web-thumb.webp',
      'b/deep/0002-160x160-webp-web-thumb.webp',
    ]);
    // The same numbers on a second run: nothing is new.
    const again = await sandbox.run(...base, '--out', sandbox.path('flat'), '--name', '{name}');
    expect(again.lines().at(-1)).toMatchObject({ written: 0, skipped: 2 });
  });

  it('only says what would happen on a dry run', async () => {
    await makePhotos(sandbox.path('in'), 2);
    const result = await sandbox.run(
      'process',
      sandbox.path('in'),
      '--preset',
      'web-thumb',
      '--out',
      sandbox.path('out'),
      '--dry-run',
      '--json',
    );
    expect(result.code).toBe(0);
    expect(result.lines()[0]).toMatchObject({
      type: 'plan',
      outputs: [{ action: 'write', width: 160, height: 160, format: 'webp' }],
    });
    expect(await listFiles(sandbox.path('out'))).toEqual([]);
  });

  it.each([
    [['process', 'x.jpg', '--out', 'o'], 'Say what to make'],
    [['process', 'x.jpg', '--preset', 'web-hero'], '--out'],
    [['process', 'x.jpg', '--preset', 'nope', '--out', 'o'], 'no preset called nope'],
    [['process', SAMPLES, '--preset', 'web-hero', '--out', 'o', '--name', '{nope}'], 'name template'],
    [['process', SAMPLES, '--preset', 'web-hero', '--out', 'o', '--conflict', 'maybe'], 'Allowed choices'],
    [['resume'], 'no such job'],
    [['frobnicate'], 'unknown command'],
    [['history', '--limit', 'many'], 'whole number'],
  ])('refuses %j with exit code 2 and a sentence', async (args, sentence) => {
    const result = await sandbox.run(...args);
    expect(result.stderr).toContain(sentence);
    expect(result.code).toBe(2);
  });
});

describe('easel history', () => {
  it('tells one line per output, newest first, with its path', async () => {
    await makePhotos(sandbox.path('in'), 2);
    await sandbox.run(
      'process',
      sandbox.path('in'),
      '--preset',
      'web-thumb,og-image',
      '--out',
      sandbox.path('out'),
    );
    const lines = (await sandbox.run('history', '--json', '--limit', '3')).lines();
    expect(lines).toHaveLength(3);
    for (const line of lines) expect((await stat(line.output)).size).toBe(line.bytesOut);
  });
});
