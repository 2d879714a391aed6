/**
 * Secrets as files, one each, that only their owner may read: for computers without a keychain. A file is replaced as
 * a whole, survives a power cut once it is set, and is never deleted because it could not be read.
 */
import { createHash } from 'node:crypto';
import { chmod, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EaselError } from '../../shared/errors.ts';
import { makeFolder } from '../make-folder.ts';
import { assertSecretName, type SecretAnswer, type SecretStore } from './secret-store.ts';

export interface FileSecretsDeps {
  /** Absolute; made when it is missing. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Told when a file that could not be read had to make room; `keptAs` is where it is now. */
  readonly onKeptAside: (kept: { readonly name: string; readonly keptAs: string }) => void;
}

const NOTE = 'Not encrypted: this computer offers no keychain. Only your own account may read this file.';

const SecretFile = z.strictObject({
  note: z.string(),
  value: z.string(),
  /** Hex, of the value: tells a damaged file from a whole one. */
  sha256: z.string(),
});

const OTHERS = 0o077;
/** What file systems answer that know no hard links, such as exFAT. */
const WITHOUT_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

export function createFileSecrets(deps: FileSecretsDeps): SecretStore {
  const { folder, platform } = deps;
  const suffix = () => Buffer.from(deps.randomBytes(6)).toString('hex');

  function pathOf(name: string): string {
    assertSecretName(name);
    return join(folder, `${name}.json`);
  }

  async function get(name: string): Promise<SecretAnswer> {
    const path = pathOf(name);
    const text = await readFile(path, 'utf8').catch(nullWhenMissing);
    if (text === null) return { state: 'missing' };
    await closeToOthers(path);
    const value = valueIn(text);
    return value === null
      ? { state: 'unreadable', reason: 'the file is damaged' }
      : { state: 'found', value };
  }

  /** A complete file under a name of its own. */
  async function writeNew(path: string, value: string): Promise<string> {
    await makeFolder(folder, { mode: 0o700 });
    const temporary = `${path}.${suffix()}.new`;
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ note: NOTE, value, sha256: digestOf(value) }, null, 2)}\n`);
      await file.sync();
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return temporary;
  }

  async function set(name: string, value: string): Promise<void> {
    const path = pathOf(name);
    if ((await get(name)).state === 'unreadable') {
      const keptAs = `${path}.${suffix()}.damaged`;
      await rename(path, keptAs);
      deps.onKeptAside({ name, keptAs });
    }
    await rename(await writeNew(path, value), path);
    await syncFolder();
  }

  async function add(name: string, value: string): Promise<boolean> {
    const path = pathOf(name);
    if ((await get(name)).state !== 'missing') return false;
    const temporary = await writeNew(path, value);
    try {
      // Unlike a rename, a link never replaces what another process put there in between.
      await link(temporary, path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (!WITHOUT_LINKS.has(codeOf(error) ?? '')) throw error;
      await rename(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
    await syncFolder();
    return true;
  }

  /** A copy or a backup tool may have opened the file up. Windows keeps it private by where it lies. */
  async function closeToOthers(path: string): Promise<void> {
    if (platform !== 'win32' && ((await stat(path)).mode & OTHERS) !== 0) await chmod(path, 0o600);
  }

  /** Makes names survive a power cut. Windows cannot and need not. */
  async function syncFolder(): Promise<void> {
    if (platform === 'win32') return;
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  }

  return {
    protection: async () => 'file',
    get: (name) => available(get(name)),
    set: (name, value) => available(set(name, value)),
    add: (name, value) => available(add(name, value)),
    delete: (name) => available(rm(pathOf(name), { force: true })),
  };
}

/** Null for a file that is not what `writeNew` made. */
function valueIn(text: string): string | null {
  try {
    const { value, sha256 } = SecretFile.parse(JSON.parse(text));
    return sha256 === digestOf(value) ? value : null;
  } catch {
    return null;
  }
}

function digestOf(value: string): string {
  return createHash('sha256').update(value, 'utf8').digest('hex');
}

async function available<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    // The system's message names the file; the code alone says enough, and no path gets into a record.
    throw new EaselError('SECRET_UNAVAILABLE', { reason: code }, { cause: error });
  }
}

function nullWhenMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
