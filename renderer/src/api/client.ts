/**
 * Every action of the contract, for the page: `client` calls it, `api` wraps it for TanStack Query.
 * The transport is set once, before anything is drawn.
 */
import { createORPCClient, DynamicLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { contract } from '../../../shared/contract/contract.ts';
import { host } from './connect.ts';

const link = new DynamicLink<Record<never, never>>(() => host().link);

export const client: ContractRouterClient<typeof contract> = createORPCClient(link);

export const api = createTanstackQueryUtils(client);
