/** A 256-bit key of this installation: made on first use, and the same for every process that shares the store. */
import { EaselError } from '../../shared/errors.ts';
import type { SecretStore } from './secret-store.ts';

const KEY_BYTES = 32;

export interface StoredKeyDeps {
  readonly secrets: SecretStore;
  readonly randomBytes: (size: number) => Uint8Array;
}

/** One that cannot be read, the store keeps aside for whoever can; what was made with it ends. */
export async function readOrMakeKey(deps: StoredKeyDeps, name: string): Promise<Uint8Array> {
  const { secrets } = deps;
  const fresh = () => Buffer.from(deps.randomBytes(KEY_BYTES)).toString('base64url');
  const known = await secrets.get(name);
  if (known.state === 'found' && isKey(known.value)) return decode(known.value);
  if (known.state === 'missing') await secrets.add(name, fresh());
  else await secrets.set(name, fresh());
  // Read back: another process may have been faster.
  const made = await secrets.get(name);
  if (made.state !== 'found') throw new EaselError('SECRET_UNAVAILABLE', { reason: made.state });
  return decode(made.value);
}

function decode(value: string): Uint8Array {
  return Buffer.from(value, 'base64url');
}

function isKey(value: string): boolean {
  return decode(value).length === KEY_BYTES;
}
