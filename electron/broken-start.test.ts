/** A database that cannot be opened: said in words, and nothing is touched. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { type Launched, launch } from './testing/launch.ts';

let easel: Launched;
afterAll(() => rm(easel.dataFolder, { recursive: true, force: true }));

it('says what is wrong and ends', async () => {
  easel = await launch({
    languages: ['id-ID'],
    prepare: ({ dataFolder }) => writeFile(join(dataFolder, 'easel.db'), 'this is no database'.repeat(100)),
  });
  const { app, dialog } = easel.electron;
  await vi.waitFor(() => expect(app.ended).toBe(1));
  expect(dialog.errors).toHaveLength(1);
  expect(dialog.errors[0]?.title).toBe('Easel tidak dapat dibuka');
  expect(dialog.errors[0]?.content).toContain('database');
  expect(await readFile(join(easel.dataFolder, 'easel.db'), 'utf8')).toBe('this is no database'.repeat(100));
});
