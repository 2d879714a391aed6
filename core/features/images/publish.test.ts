import { link, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOutputFolder } from './output-folder.ts';
import { hashFile, publish } from './publish.ts';

let root: string;
let temp: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'easel-publish-'));
  temp = join(root, 'x.part');
  await writeFile(temp, 'new');
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('publishing a finished file', () => {
  it('gives it a free name and leaves nothing else behind', async () => {
    const path = join(root, 'out.jpg');
    expect(await publish(temp, path, { replace: false })).toBe('published');
    expect(await readFile(path, 'utf8')).toBe('new');
    await expect(stat(temp)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('never replaces a file unless told to', async () => {
    const path = join(root, 'out.jpg');
    await writeFile(path, 'old');
    expect(await publish(temp, path, { replace: false })).toBe('taken');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await publish(temp, path, { replace: true })).toBe('published');
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  it('replaces a link itself, not the file it points to', async () => {
    const precious = join(root, 'original.jpg');
    await writeFile(precious, 'precious');
    await symlink(precious, join(root, 'out.jpg'));
    await publish(temp, join(root, 'out.jpg'), { replace: true });
    expect(await readFile(precious, 'utf8')).toBe('precious');
  });

  it('replaces one name of a file with two, and leaves the other', async () => {
    const precious = join(root, 'original.jpg');
    await writeFile(precious, 'precious');
    await link(precious, join(root, 'out.jpg'));
    await publish(temp, join(root, 'out.jpg'), { replace: true });
    expect(await readFile(precious, 'utf8')).toBe('precious');
  });

  it('says which folder cannot be written', async () => {
    await expect(publish(temp, join(root, 'gone', 'out.jpg'), { replace: false })).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
    });
    expect(await readFile(temp, 'utf8')).toBe('new');
  });

  it('hashes a file and knows when there is none', async () => {
    expect(await hashFile(temp)).toBe('11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437');
    expect(await hashFile(join(root, 'nope'))).toBeNull();
  });
});

describe('the output folder', () => {
  it('refuses names that leave it, by dots or by links', async () => {
    const folder = await openOutputFolder(join(root, 'out'), { create: true });
    await expect(folder.resolveInside('../x.jpg')).rejects.toMatchObject({ code: 'OUTPUT_OUTSIDE_ROOT' });
    await symlink(root, join(root, 'out', 'up'));
    await expect(folder.resolveInside('up/x.jpg')).rejects.toMatchObject({ code: 'OUTPUT_OUTSIDE_ROOT' });
    expect(await folder.resolveInside('a/b/x.jpg')).toBe(join(folder.root, 'a/b/x.jpg'));
  });

  it('says when a file is where a folder should be', async () => {
    const folder = await openOutputFolder(join(root, 'out'), { create: true });
    await writeFile(join(folder.root, 'a'), '');
    await expect(folder.resolveInside('a/x.jpg')).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
    await expect(openOutputFolder(join(folder.root, 'a'), { create: true })).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
    });
  });
});
