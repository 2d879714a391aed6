/** The worked example of CONTRIBUTING.md, applied to a copy of the repository and compiled. */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyRepository } from './repository-copy.ts';

let copy: string;

beforeAll(async () => {
  copy = await copyRepository('worked-example');
});
afterAll(() => rm(copy, { recursive: true, force: true }));

interface Block {
  readonly file: string;
  /** Text of the file that it follows or takes the place of; null when it is a whole file. */
  readonly place: { readonly how: string; readonly text: string } | null;
  readonly code: string;
}

/** Fenced blocks that name their file. */
function blocksIn(text: string): readonly Block[] {
  const fence = /^```tsx? file=(\S+)(?: (after|replaces)="([^"]+)")?\n([\s\S]*?)^```$/gm;
  return [...text.matchAll(fence)].map(([, file = '', how, text, code = '']) => ({
    file,
    place: how === undefined || text === undefined ? null : { how, text },
    code,
  }));
}

async function apply({ file, place, code }: Block): Promise<void> {
  const path = join(copy, file);
  if (place === null) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, code);
    return;
  }
  const parts = (await readFile(path, 'utf8')).split(place.text);
  expect(parts, `"${place.text}" stands once in ${file}`).toHaveLength(2);
  const [before = '', rest = ''] = parts;
  const middle = place.how === 'after' ? `${place.text}\n${code.trimEnd()}` : code.trimEnd();
  await writeFile(path, before + middle + rest);
}

it('compiles, and touches one contract file, one core folder and one renderer folder', async () => {
  const blocks = blocksIn(await readFile(join(copy, 'CONTRIBUTING.md'), 'utf8'));
  expect(new Set(blocks.map(({ file }) => (file.startsWith('shared/') ? file : dirname(file))))).toEqual(
    new Set(['shared/contract/presets.ts', 'core/features/presets', 'renderer/src/features/presets']),
  );
  for (const block of blocks) await apply(block);
  const tsc = join(copy, 'node_modules', 'typescript-7', 'bin', 'tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-b', 'shared', 'core', 'renderer'], {
    cwd: copy,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});
