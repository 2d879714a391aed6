/** Settings on the contract. */
import type { Leaves } from '../../rpc/implementer.ts';
import type { Settings } from './settings.service.ts';

export function settingsHandlers(leaves: Leaves['settings'], { settings }: { readonly settings: Settings }) {
  return leaves.router({
    list: leaves.list.handler(() => settings.list()),
    set: leaves.set.handler(({ input, context }) => settings.set(input.key, input.value, context.caller)),
    reset: leaves.reset.handler(({ input, context }) => settings.reset(input.key, context.caller)),
  });
}
