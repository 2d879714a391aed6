/** How much attention an event asks for, in words that every format has a number for. */
import type { AuditEntry } from '../audit-entry.ts';

export type Severity = 'info' | 'notice' | 'warning';

export function severityOf({ outcome, category }: Pick<AuditEntry, 'outcome' | 'category'>): Severity {
  if (outcome === 'denied') return 'warning';
  return outcome === 'success' && category !== 'security' ? 'info' : 'notice';
}
