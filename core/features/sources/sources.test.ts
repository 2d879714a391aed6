/** Files to work on, from real folders and a real engine. */
import {
  appendFile,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ScanEvent } from '../../../shared/contract/sources.ts';
import { DEFAULT_INPUT_LIMITS } from '../../../shared/engine.ts';
import { startTestEngine } from '../../engine/engine.testing.ts';
import type { Engine } from '../../engine/engine.ts';
import { createAllowedPaths } from '../../files/allowed-paths.ts';
import { makePhotos } from '../../testing/photos.ts';
import { createSources, type Sources } from './sources.service.ts';

let engine: Engine;
let folder: string;
let limits = { limits: DEFAULT_INPUT_LIMITS, fileSeconds: 30, lookMs: 60_000 };

beforeAll(() => {
  engine = startTestEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'easel-sources-')));
  limits = { limits: DEFAULT_INPUT_LIMITS, fileSeconds: 30, lookMs: 60_000 };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function create(roots: readonly string[] | null = null): Sources {
  return createSources({
    engine,
    allowed: createAllowedPaths(roots),
    inboxFolder: join(folder, 'inbox'),
    homeFolder: join(folder, 'home'),
    readLimits: () => Promise.resolve(limits),
    now: Date.now,
  });
}

async function scanAll(sources: Sources, paths: readonly string[], recursive = true) {
  const events: ScanEvent[] = [];
  for await (const event of sources.scan({ paths, recursive })) events.push(event);
  const files = events.flatMap((event) => event.files);
  const passedOver = events.reduce((sum, event) => sum + event.passedOver, 0);
  return { events, files, passedOver, names: files.map(({ name }) => name) };
}

async function put(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, name);
  }
}

describe('scanning', () => {
  it('tells of what may be an image by its name, and counts the rest', async () => {
    await put('in/a.JPG', 'in/b.heic', 'in/notes.txt', 'in/raw.cr3', 'in/no-ending', 'in/deep/c.png');
    await put('in/.DS_Store', 'in/._a.JPG', 'in/Thumbs.db', 'in/.cache/x.jpg', 'in/d.constructor');
    const { files, passedOver } = await scanAll(create(), [join(folder, 'in')]);
    expect(files.map(({ relativeDir, name }) => `${relativeDir}/${name}`)).toEqual([
      '/a.JPG',
      '/b.heic',
      'deep/c.png',
      '/no-ending',
    ]);
    expect(passedOver).toBe(6);
    expect(files[0]).toMatchObject({ path: join(folder, 'in', 'a.JPG'), bytes: 'in/a.JPG'.length });
  });

  it('stays in the folder without recursive, and takes what is named twice once', async () => {
    await put('in/a.jpg', 'in/deep/b.jpg');
    const named = [join(folder, 'in'), join(folder, 'in', 'a.jpg'), join(folder, 'in')];
    expect((await scanAll(create(), named, false)).names).toEqual(['a.jpg']);
  });

  it('gives a file the same id until it changes', async () => {
    await put('a.jpg', 'b.jpg');
    const sources = create();
    const ids = async () => (await scanAll(sources, [join(folder)])).files.map(({ id }) => id);
    const before = await ids();
    expect(await ids()).toEqual(before);
    expect(before.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
    await utimes(join(folder, 'a.jpg'), 1, 1);
    await appendFile(join(folder, 'b.jpg'), 'more');
    const after = await ids();
    expect(new Set([...before, ...after]).size).toBe(4);
    expect(sources.pathOf(after[0] ?? '')).toBe(join(folder, 'a.jpg'));
  });

  it('gives groups of at most 500 while it reads, and stops reading when nobody listens', async () => {
    await mkdir(join(folder, 'many'));
    for (let at = 0; at < 1200; at += 1) {
      await writeFile(join(folder, 'many', `${String(at).padStart(4, '0')}.jpg`), '');
    }
    const sources = create();
    const { events, names } = await scanAll(sources, [join(folder, 'many')]);
    expect(Math.max(...events.map(({ files }) => files.length))).toBeLessThanOrEqual(500);
    expect(events.length).toBeGreaterThanOrEqual(3);
    expect(names).toEqual(names.toSorted());
    expect(new Set(names).size).toBe(1200);

    const scan = sources.scan({ paths: [join(folder, 'many'), join(folder, 'late')], recursive: true });
    expect((await scan.next()).value?.files.length).toBeLessThanOrEqual(500);
    await put('late/x.jpg');
    expect((await scan.return(undefined)).done).toBe(true);
  });

  it('ends when it is cancelled', async () => {
    await put('a.jpg');
    const stop = new AbortController();
    stop.abort();
    const scan = create().scan({ paths: [folder], recursive: true }, stop.signal);
    await expect(scan.next()).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('keeps what is named and cannot be reached, so that somebody can say why', async () => {
    const sources = create();
    const { files } = await scanAll(sources, [join(folder, 'gone.jpg')]);
    expect(files).toMatchObject([{ name: 'gone.jpg', bytes: 0 }]);
    const [look] = await sources.facts(files.map(({ id }) => id));
    expect(look).toMatchObject({ ok: false, failure: { code: 'INPUT_NOT_FOUND' } });
  });

  it('does not leave the allowed folders, whether by name or by link', async () => {
    await put('root/a.jpg', 'outside/secret.jpg');
    await symlink(join(folder, 'outside'), join(folder, 'root', 'link'));
    await symlink(join(folder, 'outside', 'secret.jpg'), join(folder, 'root', 'photo.jpg'));
    const sources = create([join(folder, 'root')]);
    const { names, passedOver } = await scanAll(sources, [join(folder, 'root')]);
    expect(names).toEqual(['a.jpg']);
    expect(passedOver).toBe(2);
    for (const path of ['outside', 'outside/secret.jpg', 'root/link', 'root/../outside']) {
      await expect(scanAll(sources, [`${folder}/${path}`])).rejects.toMatchObject({
        code: 'FILE_OUTSIDE_ROOTS',
      });
    }
  });
});

describe('facts', () => {
  it('come in the order asked, with a reason for what cannot be used', async () => {
    const [photo = ''] = await makePhotos(join(folder, 'in'), 1, { side: 40 });
    await put('in/text.jpg');
    const sources = create();
    const { files } = await scanAll(sources, [join(folder, 'in')]);
    const id = (name: string) => files.find((file) => file.name === name)?.id ?? '';
    const unknown = '0'.repeat(32);
    const asked = [unknown, id('text.jpg'), id(basename(photo))];
    expect(await sources.facts(asked)).toMatchObject([
      { id: unknown, ok: false, failure: { code: 'SOURCE_UNKNOWN' } },
      { id: id('text.jpg'), ok: false, failure: { code: 'INPUT_MISLABELLED' } },
      { id: id(basename(photo)), ok: true, facts: { format: 'png', width: 40, height: 40 } },
    ]);
    expect(sources.known(id(basename(photo)))).toMatchObject({ facts: { width: 40 } });
    expect(sources.known(id('text.jpg'))).toEqual({ bytes: 'in/text.jpg'.length, facts: null });
    expect(() => sources.known(unknown)).toThrow(expect.objectContaining({ code: 'SOURCE_UNKNOWN' }));
  });

  it('are read once, and again when a limit that decided them is another one', async () => {
    await makePhotos(join(folder, 'in'), 1, { side: 40 });
    limits = { ...limits, limits: { ...DEFAULT_INPUT_LIMITS, maxPixels: 100 } };
    const sources = create();
    const { files } = await scanAll(sources, [join(folder, 'in')]);
    const ids = files.map(({ id }) => id);
    const tooLarge = [{ ok: false, failure: { code: 'INPUT_TOO_MANY_PIXELS' } }];
    expect(await sources.facts(ids)).toMatchObject(tooLarge);
    // A second reading would not find it.
    await rename(join(folder, 'in'), join(folder, 'away'));
    expect(await sources.facts(ids)).toMatchObject(tooLarge);
    await rename(join(folder, 'away'), join(folder, 'in'));
    limits = { ...limits, limits: DEFAULT_INPUT_LIMITS };
    expect(await sources.facts(ids)).toMatchObject([{ ok: true }]);
    await rename(join(folder, 'in'), join(folder, 'away'));
    expect(await sources.facts(ids)).toMatchObject([{ ok: true }]);
  });

  it('are never those of another content', async () => {
    const [photo = ''] = await makePhotos(folder, 1);
    const sources = create();
    const { files } = await scanAll(sources, [photo]);
    await appendFile(photo, 'x');
    const ids = files.map(({ id }) => id);
    expect(await sources.facts(ids)).toMatchObject([{ ok: false, failure: { code: 'INPUT_CHANGED' } }]);
  });

  it('of a file that comes back are read then', async () => {
    const [photo = ''] = await makePhotos(folder, 1);
    const sources = create();
    const ids = (await scanAll(sources, [photo])).files.map(({ id }) => id);
    await rename(photo, `${photo}.away`);
    expect(await sources.facts(ids)).toMatchObject([{ failure: { code: 'INPUT_NOT_FOUND' } }]);
    await rename(`${photo}.away`, photo);
    expect(await sources.facts(ids)).toMatchObject([{ ok: true }]);
  });
});

describe('browsing', () => {
  it('lists the folders in one, in the order people sort, and counts its images', async () => {
    await put('in/Shoot 10/a.jpg', 'in/Shoot 2/a.jpg', 'in/archive/a.jpg', 'in/.hidden/a.jpg');
    await put('in/a.jpg', 'in/b.webp', 'in/notes.txt');
    const listing = await create().browse(join(folder, 'in'));
    expect(listing).toMatchObject({ path: join(folder, 'in'), parent: folder, images: 2 });
    expect(listing.folders.map(({ name }) => name)).toEqual(['archive', 'Shoot 2', 'Shoot 10']);
    expect(listing.folders[0]?.path).toBe(join(folder, 'in', 'archive'));
  });

  it('begins at the home folder, or at the roots where there are some', async () => {
    await put('home/Pictures/a.jpg', 'root/a.jpg');
    expect(await create().browse(null)).toMatchObject({
      path: join(folder, 'home'),
      folders: [{ name: 'Pictures', path: join(folder, 'home', 'Pictures') }],
    });
    const root = join(folder, 'root');
    expect(await create([root, join(folder, 'inbox')]).browse(null)).toEqual({
      path: '',
      parent: null,
      folders: [{ name: root, path: root }],
      images: 0,
      exists: true,
    });
  });

  it('ends at the roots, and shows no link that leads out', async () => {
    await put('root/in/a.jpg', 'outside/a.jpg');
    await symlink(join(folder, 'outside'), join(folder, 'root', 'out'));
    await symlink(join(folder, 'root', 'in'), join(folder, 'root', 'again'));
    const sources = create([join(folder, 'root')]);
    const listing = await sources.browse(join(folder, 'root'));
    expect(listing.parent).toBeNull();
    expect(listing.folders.map(({ name }) => name)).toEqual(['again', 'in']);
    expect((await sources.browse(join(folder, 'root', 'in'))).parent).toBe(join(folder, 'root'));
    for (const path of [folder, join(folder, 'outside'), join(folder, 'root', 'out')]) {
      await expect(sources.browse(path)).rejects.toMatchObject({ code: 'FILE_OUTSIDE_ROOTS' });
    }
  });

  it('says what is no folder and what is not there', async () => {
    await put('a.jpg');
    const sources = create();
    await expect(sources.browse(join(folder, 'a.jpg'))).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      data: { reason: 'it is not a folder' },
    });
    expect(await sources.browse(join(folder, 'b'))).toMatchObject({
      exists: false,
      parent: folder,
      folders: [],
    });
  });
});
