/** Quotas on the contract. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { QuotaStatus } from '../../../shared/contract/quotas.ts';
import type { Leaves } from '../../rpc/implementer.ts';
import { QUOTA_ACTIONS } from './quota.ts';
import type { QuotaHolder, Quotas } from './quotas.service.ts';

export interface QuotasHandlersDeps {
  readonly quotas: Quotas;
  readonly holder: QuotaHolder;
}

/** Other processes use the same quota, and units come free with time: only looking tells. */
const LOOK_MS = 1_000;

export function quotasHandlers(leaves: Leaves['quotas'], { quotas, holder }: QuotasHandlersDeps) {
  return leaves.router({
    status: leaves.status.handler(() => statusOfAll()),
    watch: leaves.watch.handler(async function* ({ signal }) {
      for (let told = ''; !signal?.aborted; ) {
        const status = await statusOfAll();
        const text = JSON.stringify(status);
        if (text !== told) yield status;
        told = text;
        await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }),
  });

  function statusOfAll(): Promise<readonly QuotaStatus[]> {
    return Promise.all(
      QUOTA_ACTIONS.map(async (action) => ({ action, ...(await quotas.status(holder, action)) })),
    );
  }
}
