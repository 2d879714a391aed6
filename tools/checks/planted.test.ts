/** Every check of `npm test` is seen to fail: each gets one planted violation, in a copy of the repository. */
import { spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRepository } from './repository-copy.ts';

let copy: string;

beforeAll(async () => {
  copy = await copyRepository('planted');
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** Runs one npm script of the copy with a file added to it. */
async function runWith(
  name: string,
  content: string,
  command: readonly string[],
): Promise<{ failed: boolean; said: string }> {
  const path = join(copy, name);
  const before = await readFile(path).catch(() => null);
  await writeFile(path, content);
  try {
    const [program = '', ...args] = command;
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: copy, encoding: 'utf8' });
    return { failed: status !== 0, said: stdout + stderr };
  } finally {
    if (before === null) await rm(path);
    else await writeFile(path, before);
  }
}

const node = process.execPath;
const LAYERS = [node, 'tools/checks/layers.ts'];
const LINT = [
  node,
  'node_modules/@biomejs/biome/bin/biome',
  'check',
  '--error-on-warnings',
  'shared',
  'core/planted.ts',
];
const TYPES = [node, 'node_modules/typescript-7/bin/tsc', '-b', 'shared'];
const DEAD_CODE = [node, 'node_modules/knip/bin/knip.js'];
const DATABASE_TYPES = [node, 'tools/db/generate.ts', '--check'];

describe('planted violations', () => {
  it.each([
    [
      'core reaches for sharp',
      'core/planted.ts',
      "import sharp from 'sharp';\nexport const planted = sharp;\n",
      'core-imports',
    ],
    [
      'shared reaches for Node',
      'shared/planted.ts',
      "import { join } from 'node:path';\nexport const planted = join;\n",
      'shared-imports',
    ],
    [
      'the engine reaches for core',
      'engine/planted.ts',
      "import { createApp } from '../core/app.ts';\nexport const planted = createApp;\n",
      'engine-imports',
    ],
    [
      'a feature calls another one',
      'core/features/usage/planted.ts',
      "import { createSettings } from '../settings/settings.service.ts';\nexport const planted = createSettings;\n",
      'features-meet-in-app',
    ],
    [
      'a file imports what imports it',
      'shared/planted.ts',
      "export { planted } from './planted.ts';\n",
      'no-circular',
    ],
  ])('layers: %s', async (_what, name, content, rule) => {
    const { failed, said } = await runWith(name, content, LAYERS);
    expect(said).toContain(rule);
    expect(failed).toBe(true);
  });

  it.each([
    ['an any', 'export const planted: any = 1;\n', 'noExplicitAny'],
    [
      'a promise nobody waits for',
      'async function work(): Promise<void> {}\nexport function planted(): void {\n  work();\n}\n',
      'noFloatingPromises',
    ],
    ['an unused import', "import { join } from 'node:path';\nexport const planted = 1;\n", 'noUnusedImports'],
    ['a default export', 'export default 1;\n', 'noDefaultExport'],
  ])('lint: %s', async (_what, content, rule) => {
    const { failed, said } = await runWith('core/planted.ts', content, LINT);
    expect(said).toContain(rule);
    expect(failed).toBe(true);
  });

  it.each([
    ['a wrong type', "export const planted: number = 'one';\n", 'TS2322'],
    ['a global of another runtime', 'export const planted = process.pid;\n', 'TS2'],
    ['syntax that needs a build', 'export enum Planted {\n  One,\n}\n', 'TS1294'],
  ])('types: %s', async (_what, content, code) => {
    const { failed, said } = await runWith('shared/planted.ts', content, TYPES);
    expect(said).toContain(code);
    expect(failed).toBe(true);
  });

  it('dead code: a file nobody imports', async () => {
    const { failed, said } = await runWith('core/planted.ts', 'export const planted = 1;\n', DEAD_CODE);
    expect(said).toContain('core/planted.ts');
    expect(failed).toBe(true);
  });

  it('database types: a column that the database does not have', async () => {
    const types = await readFile(join(copy, 'core/db/database.types.ts'), 'utf8');
    const { failed } = await runWith(
      'core/db/database.types.ts',
      `${types}\nexport interface Planted {\n  id: string;\n}\n`,
      DATABASE_TYPES,
    );
    expect(failed).toBe(true);
  });
});
