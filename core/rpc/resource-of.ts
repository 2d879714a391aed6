/** What a call is about, as far as its input says so in a form the audit log accepts. */
import type { AuditAction } from '../../shared/audit/audit-actions.ts';
import { isResourceId } from '../features/audit/audit.forms.ts';

/** Null: the installation as a whole. */
export function resourceOf(action: AuditAction, input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null;
  const { id, key, newId, preset } = input as Record<string, unknown>;
  const named = [
    newId,
    id,
    key,
    typeof preset === 'object' && preset !== null && 'id' in preset ? preset.id : null,
  ];
  return (
    (named.find((value) => typeof value === 'string' && isResourceId(action, value)) as string | undefined) ??
    null
  );
}
