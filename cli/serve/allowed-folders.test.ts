/** Which folders a page may use, by what was named and where the command was started. */
import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowedFolders } from './allowed-folders.ts';

let home: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'easel-home-')));
  await mkdir(join(home, 'work', 'photos'), { recursive: true });
});
afterEach(() => rm(home, { recursive: true }));

const allow = (startedIn: string, named: readonly string[] = []) =>
  allowedFolders({ named, startedIn, home, results: join(home, 'Pictures', 'Easel') });

describe('allowed folders', () => {
  it('without names are where it was started, the pictures that exist, and the results', async () => {
    const results = join(home, 'Pictures', 'Easel');
    const work = join(home, 'work');
    expect(allow(work)).toEqual([work, results]);
    await mkdir(join(home, 'Pictures'));
    expect(allow(work)).toEqual([work, join(home, 'Pictures'), results]);
  });

  it('without names are never everything', async () => {
    const results = join(home, 'Pictures', 'Easel');
    for (const wide of [home, join(home, '..'), '/', `${home}/.`]) expect(allow(wide)).toEqual([results]);
    await symlink(home, join(home, 'work', 'link-home'));
    expect(allow(join(home, 'work', 'link-home'))).toEqual([results]);
  });

  it('with names are those, from where it was started, and the results', () => {
    const named = ['photos', join(home, 'work'), home];
    expect(allow(join(home, 'work'), named)).toEqual([
      join(home, 'work', 'photos'),
      join(home, 'work'),
      home,
      join(home, 'Pictures', 'Easel'),
    ]);
  });

  it('must exist when they are named', () => {
    expect(() => allow(home, ['nothing'])).toThrow(/There is no folder .*nothing/);
  });
});
