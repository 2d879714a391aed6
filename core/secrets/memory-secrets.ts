/** Secrets that end with the process: for hosts that keep nothing, and for tests. */
import { assertSecretName, type SecretStore } from './secret-store.ts';

export function createMemorySecrets(): SecretStore {
  const values = new Map<string, string>();
  return {
    protection: async () => 'memory',
    get: async (name) => {
      assertSecretName(name);
      const value = values.get(name);
      return value === undefined ? { state: 'missing' } : { state: 'found', value };
    },
    set: async (name, value) => {
      assertSecretName(name);
      values.set(name, value);
    },
    add: async (name, value) => {
      assertSecretName(name);
      if (values.has(name)) return false;
      values.set(name, value);
      return true;
    },
    delete: async (name) => {
      values.delete(name);
    },
  };
}
