/** Where secrets of this computer are kept: a port, because only some hosts have a keychain. */

/** How a secret is kept from others. keychain: the system's; file: permissions only; memory: gone with the process. */
export type SecretProtection = 'keychain' | 'file' | 'memory';

export type SecretAnswer =
  | { readonly state: 'found'; readonly value: string }
  | { readonly state: 'missing' }
  /** There is one, but it is damaged or cannot be decrypted now. It stays where it is. */
  | { readonly state: 'unreadable'; readonly reason: string };

export interface SecretStore {
  /** What a secret set now would get. */
  readonly protection: () => Promise<SecretProtection>;
  /** SECRET_UNAVAILABLE when the store itself cannot be reached. */
  readonly get: (name: string) => Promise<SecretAnswer>;
  /** All or nothing. What was unreadable is kept aside first. */
  readonly set: (name: string, value: string) => Promise<void>;
  /** Sets what is missing; false when there is one, readable or not, for instance of a process that was faster. */
  readonly add: (name: string, value: string) => Promise<boolean>;
  readonly delete: (name: string) => Promise<void>;
}

const NAME = /^[a-z][a-z0-9-]{0,40}$/;

/** Names become file names; a wrong one is a mistake in the program. */
export function assertSecretName(name: string): void {
  if (!NAME.test(name)) throw new TypeError('Not a name of a secret.');
}
