import { expect, test } from 'vitest';
import { DEFAULT_PREFERENCES, Preferences } from '../../../shared/contract/preferences.ts';
import { describeDatabases } from '../../db/testing.ts';
import { createPreferences } from './preferences.service.ts';

test('the defaults are values that the contract takes', () => {
  expect(Preferences.parse(DEFAULT_PREFERENCES)).toEqual(DEFAULT_PREFERENCES);
});

test('a change on the contract names nothing by itself', () => {
  expect(Preferences.partial().parse({ theme: 'dark' })).toEqual({ theme: 'dark' });
});

describeDatabases('preferences', (database) => {
  let clock = 1_790_000_000_000;
  const preferences = () => createPreferences({ db: database.db, now: () => clock });
  const rows = () =>
    database.db
      .selectFrom('user_preferences')
      .select(['subject', 'key', 'value', 'updated_at'])
      .orderBy('subject')
      .orderBy('key')
      .execute();
  const store = (key: string, value: string) =>
    database.db
      .insertInto('user_preferences')
      .values({ subject: 'device', key, value, updated_at: 1 })
      .execute();
  const folder = (path: string, preset = 'web-hero') => ({ path, presets: [preset], outputFolder: '/out' });

  test('are the defaults until something is chosen', async () => {
    expect(await preferences().get('device')).toEqual(DEFAULT_PREFERENCES);
    expect(await preferences().update('device', {})).toEqual(DEFAULT_PREFERENCES);
    expect(await rows()).toEqual([]);
  });

  test('keep what is chosen, and change only what is named', async () => {
    await preferences().update('device', { theme: 'dark', presets: ['web-hero'], outputFolder: '/out' });
    clock += 5;
    const values = await preferences().update('device', { outputFolder: null, language: undefined });
    expect(values).toEqual({
      ...DEFAULT_PREFERENCES,
      theme: 'dark',
      presets: ['web-hero'],
      outputFolder: null,
    });
    expect(await preferences().get('device')).toEqual(values);
    expect((await rows()).map(({ key, updated_at }) => [key, updated_at])).toEqual([
      ['outputFolder', clock],
      ['presets', clock - 5],
      ['theme', clock - 5],
    ]);
  });

  test('belong to one person', async () => {
    await preferences().update('device', { theme: 'dark' });
    await preferences().update('anna', { theme: 'light' });
    expect((await preferences().get('device')).theme).toBe('dark');
    expect((await preferences().get('anna')).theme).toBe('light');
    expect((await preferences().get('ben')).theme).toBe('system');
  });

  test('that cannot be read give way to their defaults, each alone', async () => {
    await store('theme', '"neon"');
    await store('gridSize', '{"cut short');
    await store('presets', '["Not A Preset"]');
    await store('welcomed', 'true');
    expect(await preferences().get('device')).toEqual({ ...DEFAULT_PREFERENCES, welcomed: true });
    expect((await preferences().update('device', { theme: 'light' })).theme).toBe('light');
  });

  test('of a newer version stay for it, and are not shown', async () => {
    await store('aura', '"violet"');
    const values = await preferences().update('device', { theme: 'dark' });
    expect(values).not.toHaveProperty('aura');
    expect(await rows()).toMatchObject([{ key: 'aura', value: '"violet"', updated_at: 1 }, { key: 'theme' }]);
  });

  test('keep the hundred folders last used, each once', async () => {
    const many = Array.from({ length: 120 }, (_, index) => folder(`/photos/${index}`));
    const again = folder('/photos/30', 'web-thumb');
    const { folders } = await preferences().update('device', { folders: [...many, again] });
    expect(folders).toHaveLength(100);
    expect(folders[0]).toEqual(folder('/photos/20'));
    expect(folders.at(-1)).toEqual(again);
    expect(folders.filter(({ path }) => path === '/photos/30')).toHaveLength(1);
    expect((await preferences().get('device')).folders).toEqual(folders);
  });
});
