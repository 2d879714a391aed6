import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { writeTempFile } from './temp-file.ts';
import { withTempFolder } from './testing.ts';

const CONTENT = Buffer.from('some content');
const isRoot = process.getuid?.() === 0;
const run = promisify(execFile);
const mountable = await canMount();

describe('writeTempFile', () => {
  it('states the facts of the finished file', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'a.tmp');
      const facts = await writeTempFile(path, CONTENT);
      const found = await stat(path);
      expect(await readFile(path)).toEqual(CONTENT);
      expect(facts).toEqual({
        bytes: CONTENT.length,
        mtimeMs: Math.floor(found.mtimeMs),
        ctimeMs: Math.floor(found.ctimeMs),
        sha256: hash('sha256', CONTENT),
      });
    });
  });

  it('never writes over a file, and leaves it alone', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'a.tmp');
      await writeFile(path, 'mine');
      await expect(writeTempFile(path, CONTENT)).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
      expect(await readFile(path, 'utf8')).toBe('mine');
    });
  });

  it('does not follow a link that waits under its name', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'a.tmp');
      await symlink(join(folder, 'elsewhere'), path);
      await expect(writeTempFile(path, CONTENT)).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
      expect(await readdir(folder)).toEqual(['a.tmp']);
    });
  });

  it('says that a folder does not exist or is none', async () => {
    await withTempFolder(async (folder) => {
      const missing = join(folder, 'none', 'a.tmp');
      await expect(writeTempFile(missing, CONTENT)).rejects.toMatchObject({
        code: 'OUTPUT_NOT_WRITABLE',
        data: { folder: join(folder, 'none') },
      });
      await writeFile(join(folder, 'file'), '');
      await expect(writeTempFile(join(folder, 'file', 'a.tmp'), CONTENT)).rejects.toMatchObject({
        code: 'OUTPUT_NOT_WRITABLE',
      });
    });
  });

  // Permissions do not hold root back; /proc does.
  it('says that a folder cannot be written to', async () => {
    await withTempFolder(async (folder) => {
      const locked = join(folder, 'locked');
      await mkdir(locked);
      await chmod(locked, 0o555);
      const path = isRoot ? '/proc/a.tmp' : join(locked, 'a.tmp');
      await expect(writeTempFile(path, CONTENT)).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
    });
  });

  it.skipIf(!mountable)('leaves nothing behind on a full disk', async () => {
    await withTempFolder(async (folder) => {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
      try {
        const write = writeTempFile(join(folder, 'a.tmp'), Buffer.alloc(200_000));
        await expect(write).rejects.toMatchObject({ code: 'OUTPUT_DISK_FULL', data: { folder } });
        expect(await readdir(folder)).toEqual([]);
        await writeTempFile(join(folder, 'b.tmp'), Buffer.alloc(20_000));
      } finally {
        await run('umount', [folder]);
      }
    });
  });
});

/** A disk of its own is the only honest way to fill one up. */
async function canMount(): Promise<boolean> {
  if (!isRoot || process.platform !== 'linux') return false;
  return withTempFolder(async (folder) => {
    try {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
      await run('umount', [folder]);
      return true;
    } catch {
      return false;
    }
  });
}
