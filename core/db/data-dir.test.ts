import { describe, expect, test } from 'vitest';
import { resolveDataDir } from './data-dir.ts';

describe('the data folder', () => {
  const linux = { flag: undefined, env: {}, platform: 'linux', home: '/home/ana' } as const;

  test.each([
    ['Linux', linux, '/home/ana/.local/share/easel'],
    ['XDG', { ...linux, env: { XDG_DATA_HOME: '/data' } }, '/data/easel'],
    ['a relative XDG folder', { ...linux, env: { XDG_DATA_HOME: 'data' } }, '/home/ana/.local/share/easel'],
    ['an empty XDG folder', { ...linux, env: { XDG_DATA_HOME: '' } }, '/home/ana/.local/share/easel'],
    [
      'macOS',
      { ...linux, platform: 'darwin', home: '/Users/ana' } as const,
      '/Users/ana/Library/Application Support/Easel',
    ],
    [
      'Windows',
      { ...linux, platform: 'win32', env: { APPDATA: 'D:\\Roaming' } } as const,
      'D:\\Roaming\\Easel',
    ],
    [
      'Windows without APPDATA',
      { ...linux, platform: 'win32', home: 'C:\\Users\\ana' } as const,
      'C:\\Users\\ana\\AppData\\Roaming\\Easel',
    ],
    ['EASEL_DATA_DIR', { ...linux, env: { EASEL_DATA_DIR: '/mine', XDG_DATA_HOME: '/data' } }, '/mine'],
    ['the flag', { ...linux, flag: '/said', env: { EASEL_DATA_DIR: '/mine' } }, '/said'],
  ])('from %s', (_name, sources, folder) => {
    expect(resolveDataDir(sources)).toBe(folder);
  });
});
