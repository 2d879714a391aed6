/** Writes a messy folder of pictures, the same for the same seed, and tells what must become of each file. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CorpusFile, type Draft, draft } from './corpus-file.ts';
import { damagedDrafts } from './damaged.ts';
import { RECIPES, type Recipe } from './healthy.ts';
import { hostileDrafts } from './hostile.ts';
import { FOLDERS, longestName, POSIX_NAMES, TRYING_NAMES } from './names.ts';
import { type Random, seededRandom } from './random.ts';

export interface CorpusOptions {
  /** Files at least; every kind of file is there at any count. */
  readonly count: number;
  readonly seed: number;
}

const SIZES: readonly [readonly [number, number], ...(readonly [number, number])[]] = [
  [640, 480],
  [480, 640],
  [800, 533],
  [1200, 800],
  [500, 500],
  [1000, 250],
  [97, 61],
];

export async function generateCorpus(
  folder: string,
  { count, seed }: CorpusOptions,
): Promise<readonly CorpusFile[]> {
  const written: CorpusFile[] = [];
  const write = async ({ bytes, ...file }: Draft) => {
    const path = join(folder, ...file.path.split('/'));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    written.push(file);
  };
  for (const file of await hostileDrafts()) await write({ ...file, path: `hostile/${file.path}` });
  for (const file of await damagedDrafts(seed)) await write({ ...file, path: `damaged/${file.path}` });
  const random = seededRandom(seed);
  for (const file of await oddlyNamed(random)) await write({ ...file, path: `names/${file.path}` });
  const plain = Math.max(RECIPES.length, count - written.length);
  for (let i = 0; i < plain; i++) await write(await photo(random, i));
  return written;
}

async function photo(random: Random, index: number): Promise<Draft> {
  const recipe = RECIPES[index % RECIPES.length];
  if (recipe === undefined) throw new RangeError('there are no recipes');
  const [width, height] = random.pick(SIZES);
  const folder = random.pick(FOLDERS);
  const name = `IMG_${String(index + 1).padStart(4, '0')} ${recipe.label}.${recipe.ending}`;
  return draft(folder === '' ? name : `${folder}/${name}`, await recipe.make(random, width, height));
}

async function oddlyNamed(random: Random): Promise<Draft[]> {
  const jpeg = RECIPES.find(({ label }: Recipe) => label === 'baseline');
  if (jpeg === undefined) throw new RangeError('there is no plain recipe');
  const windows = process.platform === 'win32';
  const forbidden = /["<>|?*:\\\n\t]|\s$|^con$/;
  const names = [...TRYING_NAMES, ...POSIX_NAMES]
    .map((name) => `${name}.jpg`)
    .concat(longestName('a', 'jpg'), longestName('é', 'jpg'), longestName('🐈', 'jpg'), 'no ending')
    .concat(windows ? [] : ['trailing dot.jpg.', 'trailing space.jpg '])
    .filter((name) => !windows || !forbidden.test(name.replace(/\.jpg$/, '')));
  return Promise.all(names.map(async (name) => draft(name, await jpeg.make(random, 97, 61))));
}
