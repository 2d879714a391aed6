/** The worst folders and disks people have: nothing lost, nothing half-written, nothing skipped in silence. */
import { execFileSync } from 'node:child_process';
import { link, mkdir, readdir, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFile } from '../core/features/images/publish.ts';
import { makePhotos } from '../core/testing/photos.ts';
import { createSandbox, type JsonLine, listFiles, type Sandbox } from './testing.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.remove());

async function process(
  ...args: string[]
): Promise<{ code: number | null; items: readonly JsonLine[]; summary: JsonLine }> {
  const result = await sandbox.run('process', ...args, '--preset', 'web-thumb', '--json');
  const lines = result.lines();
  return { code: result.code, items: lines.filter(({ type }) => type === 'item'), summary: lines.at(-1) };
}

describe('never lose a file', () => {
  it('takes every name a disk can hold', async () => {
    const [photo = ''] = await makePhotos(sandbox.path('one'), 1);
    const bytes = await readFile(photo);
    const names = [
      '📸 été 2026.png',
      'שלום עולם.png',
      'مرحبا.png',
      `${'n'.repeat(251)}.png`,
      `${'é'.repeat(125)}.png`,
      'dots....png',
      'space .png',
      'CON.png',
      'a:b*c?.png',
      '-dash.png',
      'percent%20.png',
      'new\nline.png',
    ];
    await mkdir(sandbox.path('in'));
    for (const name of names) await writeFile(sandbox.path('in', name), bytes);
    const { code, summary } = await process(
      sandbox.path('in'),
      '--out',
      sandbox.path('out'),
      '--name',
      '{name}',
    );
    expect(summary).toMatchObject({ total: names.length, written: names.length, failed: 0 });
    expect(code).toBe(0);
    expect(await listFiles(sandbox.path('out'))).toHaveLength(names.length);
  });

  it('processes a file once that was named twice, and links under their own names', async () => {
    const [photo = ''] = await makePhotos(sandbox.path('in'), 1);
    await symlink(photo, sandbox.path('in', 'soft.png'));
    await link(photo, sandbox.path('in', 'hard.png'));
    await symlink(sandbox.path('gone.png'), sandbox.path('in', 'dangling.png'));
    const { code, items, summary } = await process(
      photo,
      photo,
      sandbox.path('in'),
      '--out',
      sandbox.path('out'),
      '--name',
      '{name}',
    );
    expect(summary).toMatchObject({ total: 4, written: 3, failed: 1 });
    expect(items.find(({ input }) => input.endsWith('dangling.png')).error.code).toBe('INPUT_NOT_FOUND');
    expect(code).toBe(1);
  });

  it('never writes over a source, whatever the policy', async () => {
    await mkdir(sandbox.path('in'));
    const [photo = ''] = await makePhotos(sandbox.path('made'), 1);
    await sandbox.run('process', photo, '--preset', 'web-thumb', '--out', sandbox.path('in'), '--name', 'x');
    const source = sandbox.path('in', 'x.webp');
    const before = await hashFile(source);
    for (const conflict of ['overwrite', 'if-changed', 'skip', 'rename']) {
      const { items } = await process(
        source,
        '--out',
        sandbox.path('in'),
        '--name',
        '{name}',
        '--conflict',
        conflict,
      );
      expect(await hashFile(source)).toBe(before);
      if (conflict === 'overwrite') expect(items[0].error.code).toBe('OUTPUT_IS_SOURCE');
      if (conflict === 'rename') expect(items[0].outputs[0].path).toMatch(/x-2\.webp$/);
    }
  });

  it('does not take its own results for photos when writing into the input folder', async () => {
    await makePhotos(sandbox.path('in'), 2);
    const into = [sandbox.path('in'), '--out', sandbox.path('in'), '--name', '{name}-small', '--recursive'];
    expect((await process(...into)).summary).toMatchObject({ total: 2, written: 2 });
    expect((await process(...into)).summary).toMatchObject({ total: 2, skipped: 2 });
    // The same with a folder inside the input folder.
    const inside = [sandbox.path('in'), '--out', sandbox.path('in', 'out'), '--recursive'];
    expect((await process(...inside)).summary).toMatchObject({ total: 2, written: 2 });
    expect((await process(...inside)).summary).toMatchObject({ total: 2, skipped: 2 });
  });

  it('keeps the results of two photos of one name, processed one after the other', async () => {
    const [first = ''] = await makePhotos(sandbox.path('day1'), 1);
    await makePhotos(sandbox.path('day2'), 2);
    await rm(sandbox.path('day2', 'photo-0000.png'));
    await rename(sandbox.path('day2', 'photo-0001.png'), sandbox.path('day2', 'photo-0000.png'));
    const run = (folder: string) =>
      process(sandbox.path(folder), '--out', sandbox.path('out'), '--name', '{name}');
    await run('day1');
    const before = await hashFile(sandbox.path('out', 'photo-0000.webp'));
    expect((await run('day2')).items[0].outputs[0].path).toMatch(/photo-0000-2\.webp$/);
    expect(await hashFile(sandbox.path('out', 'photo-0000.webp'))).toBe(before);
    // Both are known again, each under its own name; a photo that moved is still that photo.
    expect((await run('day2')).summary).toMatchObject({ skipped: 1 });
    await mkdir(sandbox.path('moved'));
    await rename(first, sandbox.path('moved', 'photo-0000.png'));
    expect((await run('moved')).items[0].error.code).toBe('OUTPUT_UP_TO_DATE');
  });

  it('does not take its own results for photos when the folder is reached through a link', async () => {
    await makePhotos(sandbox.path('real'), 1);
    await symlink(sandbox.path('real'), sandbox.path('link'));
    const again = () => process(sandbox.path('link'), '--out', sandbox.path('link'), '--name', '{name}-s');
    await again();
    expect((await again()).summary).toMatchObject({ total: 1, skipped: 1 });
  });

  it('refuses an output folder that cannot be one, before any work', async () => {
    await makePhotos(sandbox.path('in'), 1);
    await writeFile(sandbox.path('file'), '');
    const result = await sandbox.run(
      'process',
      sandbox.path('in'),
      '--preset',
      'web-thumb',
      '--out',
      sandbox.path('file', 'below'),
      '--json',
    );
    expect(result.lines()[0]).toMatchObject({ type: 'error', error: { code: 'OUTPUT_NOT_WRITABLE' } });
  });

  it('does not follow a link out of the output folder', async () => {
    await makePhotos(sandbox.path('in'), 1);
    await mkdir(sandbox.path('out'));
    await mkdir(sandbox.path('elsewhere'));
    await symlink(sandbox.path('elsewhere'), sandbox.path('out', 'web-thumb'));
    const { code, items } = await process(sandbox.path('in'), '--out', sandbox.path('out'));
    expect(items[0]).toMatchObject({ status: 'failed', error: { code: 'OUTPUT_OUTSIDE_ROOT' } });
    expect(code).toBe(1);
    expect(await readdir(sandbox.path('elsewhere'))).toEqual([]);
  });

  it('tells of a source that vanished after the batch began', async () => {
    const photos = await makePhotos(sandbox.path('in'), 60);
    const run = sandbox.start(
      'process',
      sandbox.path('in'),
      '--preset',
      'web-thumb',
      '--out',
      sandbox.path('out'),
      '--json',
    );
    await new Promise<void>((resolve) => run.child.stdout?.once('data', () => resolve()));
    await unlink(photos.at(-1) ?? '');
    const lines = (await run.ended).lines();
    const last = lines.find(({ input }) => input === photos.at(-1));
    expect(last).toMatchObject({ status: 'failed', error: { code: 'INPUT_NOT_FOUND' } });
    expect(lines.at(-1)).toMatchObject({ written: 59, failed: 1 });
  });

  const canMount = mountTiny(join('/tmp', `easel-mount-probe-${globalThis.process.pid}`));
  it.skipIf(!canMount)(
    'stops on a full disk with nothing half-written, and goes on when there is space (needs root to mount)',
    async () => {
      await makePhotos(sandbox.path('in'), 30, { side: 512 });
      const disk = sandbox.path('disk');
      await mkdir(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
      try {
        const recipe = sandbox.path('big.json');
        await writeFile(recipe, JSON.stringify({ output: { format: 'png' } }));
        const run = await sandbox.run(
          'process',
          sandbox.path('in'),
          '--recipe',
          recipe,
          '--out',
          disk,
          '--json',
        );
        const items = run.lines().filter(({ type }) => type === 'item');
        const summary = run.lines().at(-1);
        expect(run.code).toBe(1);
        expect(items).toHaveLength(30);
        expect(summary.waiting).toBeGreaterThan(0);
        expect(summary.written + summary.waiting).toBe(30);
        expect(items.find(({ status }) => status === 'waiting').error.code).toBe('OUTPUT_DISK_FULL');
        expect(await listFiles(disk)).toHaveLength(summary.written);

        execFileSync('mount', ['-o', 'remount,size=64m', disk]);
        const resumed = await sandbox.run('resume', '--json');
        expect(resumed.lines().at(-1)).toMatchObject({ written: summary.waiting, failed: 0, waiting: 0 });
        expect(await listFiles(disk)).toHaveLength(30);
      } finally {
        execFileSync('umount', [disk]);
      }
    },
  );

  it('resumes in another output folder than the one that is gone', async () => {
    await makePhotos(sandbox.path('in'), 40);
    const run = sandbox.start(
      'process',
      sandbox.path('in'),
      '--preset',
      'web-thumb',
      '--out',
      sandbox.path('out'),
      '--json',
    );
    await new Promise<void>((resolve) => run.child.stdout?.once('data', () => resolve()));
    run.child.kill('SIGINT');
    const first = await run.ended;
    expect(first.code).toBe(130);
    await rm(sandbox.path('out'), { recursive: true });
    const resumed = await sandbox.run('resume', '--json');
    expect(resumed.code).toBe(0);
    expect(first.lines().at(-1).written + resumed.lines().at(-1).written).toBe(40);
  });
});

/** Whether this process may mount a small file system to fill. */
function mountTiny(at: string): boolean {
  try {
    execFileSync('mkdir', ['-p', at]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' });
    execFileSync('umount', [at]);
    return true;
  } catch {
    return false;
  } finally {
    execFileSync('rm', ['-rf', at]);
  }
}
