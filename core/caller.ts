/** Who asks for something, and from where. Made by the host, never by what the caller sends. */

import type { Surface } from '../shared/contract/action.ts';
import type { AuditActor } from './features/audit/audit.service.ts';

export interface Caller {
  readonly actor: AuditActor;
  readonly surface: Surface;
  /** Null while nobody is signed in. */
  readonly userId: string | null;
  /** Names one call in the audit log; empty outside of one. */
  readonly requestId: string;
}
