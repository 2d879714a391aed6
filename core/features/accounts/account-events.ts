/** Audit events about accounts: ids in the body, which stays for ever; addresses and names beside it, erasable. */
import type { Caller } from '../../caller.ts';
import type { JsonObject } from '../../ledger/canonical.ts';
import type { AuditEvent } from '../audit/audit.service.ts';

export function accountEvent(
  action: AuditEvent['action'],
  { actor, surface, requestId }: Caller,
  { userId, data }: { readonly userId: string | null; readonly data: JsonObject | null },
): AuditEvent {
  return {
    action,
    outcome: 'success',
    actor,
    surface,
    requestId,
    resourceId: userId,
    reason: null,
    detail: data && { subject: userId, data },
  };
}
