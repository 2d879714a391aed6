/** Every way out of a folder that a path can try, on a real file system. */
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AllowedPaths, createAllowedPaths } from './allowed-paths.ts';

let base: string;
let root: string;
let allowed: AllowedPaths;

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'easel-allowed-')));
  root = join(base, 'b');
  await mkdir(join(root, 'deep', 'deeper'), { recursive: true });
  await mkdir(join(base, 'bc'));
  await mkdir(join(base, 'outside', 'inner'), { recursive: true });
  for (const file of ['b/in.jpg', 'b/deep/in.jpg', 'bc/x.jpg', 'outside/secret', 'outside/inner/secret']) {
    await writeFile(join(base, file), file.startsWith('b/') ? 'ours' : 'theirs');
  }
  await symlink(join(base, 'outside'), join(root, 'way-out'));
  await symlink(join(base, 'outside', 'secret'), join(root, 'photo.jpg'));
  await symlink(join(base, 'outside', 'new.jpg'), join(root, 'dangling.jpg'));
  await symlink('../outside/new.jpg', join(root, 'relative.jpg'));
  await symlink('way-out', join(root, 'twice'));
  await symlink('loop', join(root, 'loop'));
  await symlink(join(root, 'deep'), join(base, 'outside', 'way-in'));
  await symlink(join(root, 'deep'), join(root, 'inside'));
  await symlink(join(root, 'deep', 'later.jpg'), join(root, 'soon.jpg'));
  allowed = createAllowedPaths([root]);
});
afterAll(() => rm(base, { recursive: true, force: true }));

const refused = { code: 'FILE_OUTSIDE_ROOTS' };

describe('the folders a page may use', () => {
  it('hold themselves and what is in them, whether it is there already or not', async () => {
    for (const path of ['', 'in.jpg', 'deep/in.jpg', 'new.jpg', 'new/folder/new.jpg']) {
      expect(await allowed.check(join(root, path))).toBe(join(root, path));
    }
  });

  it('do not hold their neighbours, their parents or what only begins with their name', async () => {
    for (const path of ['', 'bc', 'bc/x.jpg', 'outside/secret', 'bcd', 'B/in.jpg', 'b ', 'b\u0000/in.jpg']) {
      await expect(allowed.check(join(base, path)), path).rejects.toMatchObject(refused);
    }
    await expect(allowed.check(sep)).rejects.toMatchObject(refused);
    await expect(allowed.check('')).rejects.toMatchObject(refused);
    await expect(allowed.check('in.jpg')).rejects.toMatchObject(refused);
  });

  it('are not left by ".."', async () => {
    expect(await allowed.check(`${root}/deep/../in.jpg`)).toBe(join(root, 'in.jpg'));
    for (const path of ['..', '../bc/x.jpg', 'deep/../../outside/secret', '../b/../outside/secret']) {
      await expect(allowed.check(`${root}/${path}`), path).rejects.toMatchObject(refused);
    }
  });

  it('are not left by a link, to what is there or to what is not', async () => {
    for (const path of ['way-out', 'way-out/secret', 'way-out/new', 'photo.jpg', 'twice/inner/secret']) {
      await expect(allowed.check(join(root, path)), path).rejects.toMatchObject(refused);
    }
    for (const path of ['dangling.jpg', 'relative.jpg', 'dangling.jpg/x', 'loop', 'loop/x']) {
      await expect(allowed.check(join(root, path)), path).rejects.toMatchObject(refused);
    }
  });

  it('are not left by a path that means one thing as text and another to the system', async () => {
    // As text: b/in.jpg. To the system: outside/in.jpg, and the other way round.
    await expect(allowed.check(`${root}/way-out/../in.jpg`)).rejects.toMatchObject(refused);
    await expect(allowed.check(`${base}/outside/way-in/../in.jpg`)).rejects.toMatchObject(refused);
  });

  it('are entered through links that lead in, and told by where these lead', async () => {
    expect(await allowed.check(join(root, 'inside', 'in.jpg'))).toBe(join(root, 'deep', 'in.jpg'));
    expect(await allowed.check(join(base, 'outside', 'way-in', 'in.jpg'))).toBe(join(root, 'deep', 'in.jpg'));
    expect(await allowed.check(join(root, 'soon.jpg'))).toBe(join(root, 'deep', 'later.jpg'));
  });

  it('may be links themselves, may be several, and may come later', async () => {
    const link = join(base, 'link-to-b');
    await symlink(root, link);
    const later = join(base, 'later');
    const several = createAllowedPaths([link, later]);
    expect(several.roots).toEqual([link, later]);
    expect(await several.check(join(link, 'in.jpg'))).toBe(join(root, 'in.jpg'));
    expect(await several.check(join(root, 'in.jpg'))).toBe(join(root, 'in.jpg'));
    expect(await several.check(join(later, 'x.jpg'))).toBe(join(later, 'x.jpg'));
    await expect(several.check(join(base, 'bc'))).rejects.toMatchObject(refused);
  });

  it('name the path that was refused', async () => {
    const path = join(base, 'outside', 'secret');
    await expect(allowed.check(path)).rejects.toMatchObject({ data: { path } });
  });

  it('are none at all when the list is empty, and all of them without a list', async () => {
    await expect(createAllowedPaths([]).check(join(root, 'in.jpg'))).rejects.toMatchObject(refused);
    const everything = createAllowedPaths(null);
    expect(everything.roots).toBeNull();
    expect(await everything.check(join(root, 'photo.jpg'))).toBe(join(base, 'outside', 'secret'));
    expect(await everything.check(join(root, 'loop'))).toBe(join(root, 'loop'));
  });
});

describe('whatever path is made of these parts', () => {
  const part = fc.constantFrom(
    '..',
    '.',
    '',
    'b',
    'bc',
    'deep',
    'deeper',
    'outside',
    'inner',
    'secret',
    'in.jpg',
    'new',
    'way-out',
    'way-in',
    'twice',
    'inside',
    'dangling.jpg',
    'relative.jpg',
    'loop',
    'photo.jpg',
    'x.jpg',
  );
  const anyPath = fc
    .tuple(fc.constantFrom('b', 'bc', 'outside', 'b/way-out', 'b/inside'), fc.array(part, { maxLength: 6 }))
    .map(([start, parts]) => [base, start, ...parts].join('/'));

  it('an allowed one never opens a file from outside', async () => {
    await fc.assert(
      fc.asyncProperty(anyPath, async (path) => {
        const real = await allowed.check(path).catch(() => null);
        if (real === null) return;
        expect(real === root || real.startsWith(root + sep)).toBe(true);
        // Neither as it was given nor as it was answered.
        for (const way of [path, real]) {
          const content = await readFile(way, 'utf8').catch(() => 'nothing');
          expect(content).not.toBe('theirs');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('one that is a file inside, without detours, is allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
        const path = [root, ...parts.filter((name) => name !== '..')].join('/');
        const content = await readFile(path, 'utf8').catch(() => null);
        if (content === 'ours') await expect(allowed.check(path)).resolves.toMatch(/in\.jpg$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('one that is written to never lands outside', async () => {
    await fc.assert(
      fc.asyncProperty(anyPath, async (path) => {
        const real = await allowed.check(path).catch(() => null);
        if (real === null) return;
        await writeFile(path, 'ours').catch(() => undefined);
        for (const file of ['bc/x.jpg', 'outside/secret', 'outside/inner/secret']) {
          expect(await readFile(join(base, file), 'utf8')).toBe('theirs');
        }
        await expect(readFile(join(base, 'outside', 'new.jpg'))).rejects.toThrow();
      }),
      { numRuns: 1000 },
    );
  });
});
