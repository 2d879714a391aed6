/**
 * Secrets of this computer, one file each, encrypted by the system's keychain. Without a keychain the file is plain,
 * readable by its owner only, and says so. What cannot be decrypted is kept: the keychain may come back.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { z } from 'zod';

export interface SecretsDeps {
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly platform: NodeJS.Platform;
  /** Absolute; made when it is missing. */
  readonly folder: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** How a secret lies on the disk. */
export type Protection = 'keychain' | 'plain';

export type SecretAnswer =
  | { readonly state: 'found'; readonly value: string; readonly protection: Protection }
  | { readonly state: 'missing' }
  /** There is one, but the keychain does not give its key, or the file is damaged. It stays as it is. */
  | { readonly state: 'locked' };

export interface Secrets {
  /** What a secret written now would get. */
  readonly protection: () => Promise<Protection>;
  readonly read: (name: string) => Promise<SecretAnswer>;
  /** A secret that could not be decrypted moves aside first. */
  readonly write: (name: string, value: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
}

const SecretFile = z.strictObject({
  protection: z.enum(['keychain', 'plain']),
  note: z.string().optional(),
  /** Base64 of what the keychain made of the secret, or the secret itself. */
  value: z.string(),
});

const PLAIN_NOTE =
  'This computer offers no keychain, so this secret is not encrypted. Only your own account may read this file.';
const NAME = /^[a-z][a-z0-9-]{0,40}$/;

export function createSecrets({ safeStorage, platform, folder, now }: SecretsDeps): Secrets {
  async function protection(): Promise<Protection> {
    // On Linux `basic_text` encrypts with a key that everybody knows.
    const isPretence = platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
    return !isPretence && (await safeStorage.isAsyncEncryptionAvailable()) ? 'keychain' : 'plain';
  }

  async function read(name: string): Promise<SecretAnswer> {
    const stored = await readStored(name);
    if (stored === 'missing') return { state: 'missing' };
    if (stored === 'damaged') return { state: 'locked' };
    if (stored.protection === 'plain') {
      // A keychain has come: the plain copy ends here.
      if ((await protection()) === 'keychain') await store(name, stored.value);
      return { state: 'found', value: stored.value, protection: await protection() };
    }
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
        Buffer.from(stored.value, 'base64'),
      );
      if (shouldReEncrypt) await store(name, result);
      return { state: 'found', value: result, protection: 'keychain' };
    } catch {
      return { state: 'locked' };
    }
  }

  async function store(name: string, value: string): Promise<void> {
    const file: z.output<typeof SecretFile> =
      (await protection()) === 'keychain'
        ? {
            protection: 'keychain',
            value: (await safeStorage.encryptStringAsync(value)).toString('base64'),
          }
        : { protection: 'plain', note: PLAIN_NOTE, value };
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = pathOf(name);
    await writeFile(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
  }

  async function readStored(name: string): Promise<z.output<typeof SecretFile> | 'missing' | 'damaged'> {
    try {
      return SecretFile.parse(JSON.parse(await readFile(pathOf(name), 'utf8')));
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'damaged';
    }
  }

  function pathOf(name: string): string {
    if (!NAME.test(name)) throw new TypeError(`${name} is no name of a secret`);
    return join(folder, `${name}.json`);
  }

  return {
    protection,
    read,
    write: async (name, value) => {
      const { state } = await read(name);
      if (state === 'locked') await rename(pathOf(name), join(folder, `${name}.${now()}.locked.json`));
      await store(name, value);
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}
