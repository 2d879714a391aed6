/**
 * One leaf of the contract: something a person, a script or another program can ask Easel to do.
 * `action` is the only way to make one, and it takes everything the call path needs to know, so a leaf that nobody
 * thought through (who may, what is counted, what is recorded, where it exists) does not compile.
 */
import { oc } from '@orpc/contract';
import type { AuditAction } from '../audit/audit-actions.ts';
import { ERROR_MAP } from './error-map.ts';

/** Ways in: the desktop window, a browser page on this computer, the command line, the hosted API. */
export const SURFACES = ['ipc', 'loopback', 'cli', 'api'] as const;
export type Surface = (typeof SURFACES)[number];

/** The hosts that sit on the user's own computer. */
export const ON_THIS_COMPUTER = ['ipc', 'loopback', 'cli'] as const satisfies readonly Surface[];
/** Hosts with the interface. */
export const WITH_INTERFACE = ['ipc', 'loopback'] as const satisfies readonly Surface[];

/** Who may call. anyone: whoever the host let in. signed-in: an account of any role. admin: an ADMIN. */
export type Access = 'anyone' | 'signed-in' | 'admin';

/** Which quota a call uses up. The units of IMAGE_PROCESS are reserved per image, by the job itself. */
export type Meter = 'none' | 'IMAGE_PROCESS' | 'COPY_GENERATE';

export interface AuditRule {
  readonly action: AuditAction;
  /**
   * Who records a success. service: the service, in the transaction of the change itself. call: the call path, before
   * the answer leaves. Refusals and failures are always recorded by the call path.
   */
  readonly success: 'service' | 'call';
}

export interface ActionMeta {
  readonly access: Access;
  readonly meter: Meter;
  readonly audit: AuditRule;
  readonly surface: readonly Surface[];
}

export function action(meta: ActionMeta) {
  return oc.$meta<ActionMeta>(meta).errors(ERROR_MAP);
}
