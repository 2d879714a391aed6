/** This installation on the contract. */

import type { SystemInfo } from '../../../shared/contract/system.ts';
import type { Leaves } from '../../rpc/implementer.ts';
import type { Health } from './health.ts';

export interface SystemHandlersDeps {
  readonly health: Health;
  readonly info: Omit<SystemInfo, 'surface'>;
}

export function systemHandlers(leaves: Leaves['system'], { health, info }: SystemHandlersDeps) {
  return leaves.router({
    info: leaves.info.handler(({ context }) => ({ ...info, surface: context.caller.surface })),
    doctor: leaves.doctor.handler(() => health.examine()),
  });
}
