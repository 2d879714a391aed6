/** The cache on a real folder. */
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPictureCache, type PictureCache } from './picture-cache.ts';

const HOUR = 3_600_000;

let base: string;
let folder: string;
let time: number;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'easel-cache-'));
  folder = join(base, 'thumbnails');
  time = Date.now();
});
afterEach(() => rm(base, { recursive: true, force: true }));

const create = (maxBytes: number) => createPictureCache({ folder, maxBytes, now: () => time });

async function add(cache: PictureCache, name: string, bytes: number): Promise<string> {
  const temp = join(base, `temp-${name}`);
  await writeFile(temp, Buffer.alloc(bytes, 1));
  return cache.add(temp, name);
}

async function age(name: string, hours: number): Promise<void> {
  const seconds = (time - hours * HOUR) / 1000;
  await utimes(join(folder, name), seconds, seconds);
}

it('gives back what was put in, and moves it rather than copying it', async () => {
  const cache = create(1000);
  expect(await cache.find('a.webp')).toBeNull();
  expect(await add(cache, 'a.webp', 10)).toBe(join(folder, 'a.webp'));
  expect(await cache.find('a.webp')).toBe(join(folder, 'a.webp'));
  expect(await readdir(base)).toEqual(['thumbnails']);
});

it('takes an empty file for none', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'a.webp'), '');
  const cache = create(1000);
  expect(await cache.find('a.webp')).toBeNull();
  await add(cache, 'a.webp', 10);
  expect(await cache.find('a.webp')).not.toBeNull();
});

it('removes the pictures used least recently, once there is more than its limit and an eighth', async () => {
  const cache = create(800);
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) await add(cache, name, 100);
  await cache.idle();
  expect(await readdir(folder)).toHaveLength(8);
  for (const [place, name] of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].entries()) await age(name, 20 - place);
  // Shown again: no longer the oldest.
  await cache.find('a');
  expect((await stat(join(folder, 'a'))).mtimeMs).toBeCloseTo(time, -2);
  await add(cache, 'i', 200);
  await cache.idle();
  expect(await readdir(folder)).toEqual(['a', 'd', 'e', 'f', 'g', 'h', 'i']);
});

it('sweeps at its first use what an earlier run left too much', async () => {
  await mkdir(folder);
  for (const name of ['a', 'b', 'c']) await writeFile(join(folder, name), Buffer.alloc(100));
  await age('b', 5);
  const cache = create(200);
  await cache.find('c');
  await cache.idle();
  expect(await readdir(folder)).toEqual(['a', 'c']);
});

it('works again after somebody emptied the folder', async () => {
  const cache = create(1000);
  await add(cache, 'a', 10);
  await rm(folder, { recursive: true });
  expect(await cache.find('a')).toBeNull();
  await add(cache, 'a', 10);
  expect(await cache.find('a')).not.toBeNull();
});

it('says that its folder cannot be written to', async () => {
  await writeFile(folder, 'a file in the way');
  const cache = create(1000);
  expect(await cache.find('a')).toBeNull();
  await expect(add(cache, 'a', 10)).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
});
