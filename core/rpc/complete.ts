/** Refuses to start with a leaf that says not who may call it, what is recorded, or where it exists. */
import { type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import { AUDIT_ACTIONS } from '../../shared/audit/audit-actions.ts';
import type { ActionMeta } from '../../shared/contract/action.ts';

export interface ContractLeaf {
  /** `jobs.start` */
  readonly path: string;
  readonly meta: ActionMeta;
}

/** Throws a TypeError that names the leaf. */
export function assertComplete(contract: AnyContractRouter): void {
  leavesOf(contract);
}

/** Every leaf, in the order of its path. */
export function leavesOf(contract: AnyContractRouter, path: readonly string[] = []): readonly ContractLeaf[] {
  if (!isContractProcedure(contract)) {
    return Object.entries(contract)
      .flatMap(([name, part]) => leavesOf(part, [...path, name]))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }
  const name = path.join('.');
  const meta = contract['~orpc'].meta as Partial<ActionMeta>;
  const { access, meter, audit, surface } = meta;
  if (!access || !meter || !surface?.length || !audit || !(audit.action in AUDIT_ACTIONS) || !audit.success) {
    throw new TypeError(`${name} does not say who may call it, what it uses up, what is recorded, or where.`);
  }
  return [{ path: name, meta: { access, meter, audit, surface } }];
}
