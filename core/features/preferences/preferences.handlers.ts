/** Preferences on the contract. */
import type { Leaves } from '../../rpc/implementer.ts';
import type { PreferencesService } from './preferences.service.ts';

export interface PreferencesHandlersDeps {
  readonly preferences: PreferencesService;
  /** Whose they are. */
  readonly owner: string;
}

export function preferencesHandlers(
  leaves: Leaves['preferences'],
  { preferences, owner }: PreferencesHandlersDeps,
) {
  return leaves.router({
    get: leaves.get.handler(() => preferences.get(owner)),
    update: leaves.update.handler(({ input }) => preferences.update(owner, input)),
  });
}
