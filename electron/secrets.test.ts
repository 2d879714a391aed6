import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecrets } from './secrets.ts';
import { SafeStorageStandIn } from './testing/electron-stand-in/system.ts';

let folder: string;
let keychain: SafeStorageStandIn;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'easel-secrets-')), 'secrets');
  keychain = new SafeStorageStandIn();
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const secrets = (platform: NodeJS.Platform = 'linux') =>
  createSecrets({ safeStorage: keychain, platform, folder, now: () => 1234 });
const stored = (name = 'device-key') => readFile(join(folder, `${name}.json`), 'utf8');

describe('with a keychain', () => {
  it('comes back from the disk, and lies there encrypted', async () => {
    await secrets().write('device-key', 'clé 🔑');
    expect(await secrets().read('device-key')).toEqual({
      state: 'found',
      value: 'clé 🔑',
      protection: 'keychain',
    });
    expect(await stored()).not.toContain('clé');
    expect((await stat(join(folder, 'device-key.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('is encrypted again when the keychain asks for it', async () => {
    await secrets().write('device-key', 'secret');
    const before = await stored();
    keychain.rotated = true;
    expect(await secrets().read('device-key')).toMatchObject({ value: 'secret' });
    expect(await stored()).not.toBe(before);
    expect(await secrets().read('device-key')).toMatchObject({ value: 'secret' });
  });

  it('keeps what it cannot decrypt, and gives it back when the key comes back', async () => {
    await secrets().write('device-key', 'secret');
    const before = await stored();
    keychain.available = false;
    expect(await secrets().read('device-key')).toEqual({ state: 'locked' });
    expect(await stored()).toBe(before);
    keychain.available = true;
    expect(await secrets().read('device-key')).toMatchObject({ state: 'found', value: 'secret' });
  });

  it('moves what it cannot decrypt aside instead of writing over it', async () => {
    await secrets().write('device-key', 'old');
    const before = await stored();
    keychain.loseKey();
    await secrets().write('device-key', 'new');
    expect(await secrets().read('device-key')).toMatchObject({ state: 'found', value: 'new' });
    expect(await stored('device-key.1234.locked')).toBe(before);
  });
});

describe('without a keychain', () => {
  it.each([
    ['there is none', () => (keychain.available = false)],
    ['it only pretends to be one', () => (keychain.backend = 'basic_text')],
  ])('keeps the secret plain, for the owner alone, and says so: %s', async (_name, remove) => {
    remove();
    expect(await secrets().protection()).toBe('plain');
    await secrets().write('device-key', 'secret');
    expect(await secrets().read('device-key')).toEqual({
      state: 'found',
      value: 'secret',
      protection: 'plain',
    });
    expect(JSON.parse(await stored())).toMatchObject({
      protection: 'plain',
      note: expect.stringContaining('not encrypted'),
      value: 'secret',
    });
    expect((await stat(join(folder, 'device-key.json'))).mode & 0o777).toBe(0o600);
  });

  it('ends the plain copy when a keychain has come', async () => {
    keychain.available = false;
    await secrets().write('device-key', 'plain secret');
    keychain.available = true;
    expect(await secrets().read('device-key')).toMatchObject({
      value: 'plain secret',
      protection: 'keychain',
    });
    expect(await stored()).not.toContain('plain secret');
  });

  it('does not mistake another platform for Linux', async () => {
    keychain.backend = 'basic_text';
    expect(await secrets('darwin').protection()).toBe('keychain');
  });
});

describe('in any case', () => {
  it('tells a missing secret from a damaged one, and keeps the damaged one', async () => {
    expect(await secrets().read('device-key')).toEqual({ state: 'missing' });
    await secrets().write('device-key', 'secret');
    await writeFile(join(folder, 'device-key.json'), '{ half');
    expect(await secrets().read('device-key')).toEqual({ state: 'locked' });
    await secrets().write('device-key', 'new');
    expect((await readdir(folder)).sort()).toEqual(['device-key.1234.locked.json', 'device-key.json']);
  });

  it('removes a secret, and is content when there is none', async () => {
    await secrets().write('device-key', 'secret');
    await secrets().remove('device-key');
    await secrets().remove('device-key');
    expect(await secrets().read('device-key')).toEqual({ state: 'missing' });
  });

  it.each(['../device-key', 'a/b', '', 'A', 'x'.repeat(50)])('refuses %j as a name', async (name) => {
    await expect(secrets().write(name, 'secret')).rejects.toThrow(TypeError);
  });
});
