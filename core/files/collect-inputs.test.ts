import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectInputs, walkInputs } from './collect-inputs.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'easel-inputs-'));
  await mkdir(join(root, 'a', 'deep'), { recursive: true });
  await mkdir(join(root, '.cache'));
  await writeFile(join(root, '.cache', 'x.jpg'), 'x');
  for (const name of ['b.jpg', 'a/one.png', 'a/deep/two.webp', 'notes.txt', '.hidden.jpg']) {
    await writeFile(join(root, name), 'x');
  }
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function collect(named: string[], options: { recursive?: boolean; exclude?: string[] } = {}) {
  const files = await collectInputs(named, { recursive: true, exclude: [], ...options });
  return files.map((file) => [file.path.slice(root.length + 1), file.relativeDir, file.explicit]);
}

describe('collecting inputs', () => {
  it('walks folders in name order and remembers where each file was', async () => {
    expect(await collect([root])).toEqual([
      ['.hidden.jpg', '', false],
      ['a/deep/two.webp', 'a/deep', false],
      ['a/one.png', 'a', false],
      ['b.jpg', '', false],
      ['notes.txt', '', false],
    ]);
  });

  it('stays in the folder without recursive', async () => {
    expect(await collect([root], { recursive: false })).toEqual([
      ['.hidden.jpg', '', false],
      ['b.jpg', '', false],
      ['notes.txt', '', false],
    ]);
  });

  it('takes a file that was named twice once, as named', async () => {
    const file = join(root, 'b.jpg');
    expect(await collect([root, file, file], { recursive: false })).toEqual([
      ['.hidden.jpg', '', false],
      ['b.jpg', '', true],
      ['notes.txt', '', false],
    ]);
  });

  it('does not enter an excluded folder', async () => {
    const names = (await collect([root], { exclude: [join(root, 'a')] })).map(([path]) => path);
    expect(names).toEqual(['.hidden.jpg', 'b.jpg', 'notes.txt']);
  });

  it('follows a link to a folder, but not in circles', async () => {
    await symlink(root, join(root, 'a', 'loop'));
    await symlink(join(root, 'a', 'deep'), join(root, 'again'));
    const names = (await collect([root])).map(([path]) => path);
    expect(names).toEqual([
      '.hidden.jpg',
      'a/deep/two.webp',
      'a/one.png',
      'again/two.webp',
      'b.jpg',
      'notes.txt',
    ]);
  });

  it('keeps a dangling link, so that it gets an outcome', async () => {
    await symlink(join(root, 'gone.jpg'), join(root, 'link.jpg'));
    expect((await collect([root], { recursive: false })).map(([path]) => path)).toContain('link.jpg');
  });

  it('keeps something named that does not exist, so that it gets an outcome', async () => {
    expect(await collect([join(root, 'nope.jpg')])).toEqual([['nope.jpg', '', true]]);
  });
});

describe('walking inputs', () => {
  it('tells of files before it has read everything', async () => {
    await mkdir(join(root, 'z'));
    const walk = walkInputs([root], { recursive: true, exclude: [] });
    await walk.next();
    // Made after the walk began, in a folder that comes last.
    await writeFile(join(root, 'z', 'late.jpg'), 'x');
    const rest: string[] = [];
    for await (const { path } of walk) rest.push(path.slice(root.length + 1));
    expect(rest).toContain('z/late.jpg');
  });
});
