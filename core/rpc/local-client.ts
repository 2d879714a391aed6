/** The contract without a transport: for the command line and for tests. */
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Contract } from '../../shared/contract/contract.ts';
import type { CallContext } from './call-context.ts';
import type { Router } from './router.ts';

export type LocalClient = ContractRouterClient<Contract>;

export function createLocalClient(router: Router, context: CallContext): LocalClient {
  return createRouterClient(router, { context });
}
