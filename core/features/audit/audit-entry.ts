/** One event as people and other programs read it: the columns of its row, and what only its body says. */
import type { AuditRow } from './audit.repository.ts';

export interface AuditEntry {
  readonly logId: string;
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: string;
  readonly role: string;
  readonly session: string | null;
  readonly category: string;
  readonly action: string;
  readonly outcome: string;
  /** A code of the error catalogue. */
  readonly reason: string | null;
  /** With its kind, such as `job:<id>`. */
  readonly resource: string;
  readonly requestId: string;
  readonly surface: string;
  /** One run of the app; null when the body does not say. */
  readonly bootId: string | null;
  /** Milliseconds since that run began. */
  readonly mono: number | null;
  /** Texts kept beside the log that this event commits to; erased or not. */
  readonly commitments: number;
}

export type EntryRow = Omit<AuditRow, 'leaf' | 'prev'>;

export function entryOf(row: EntryRow): AuditEntry {
  const body = fieldsOf(row.body);
  return {
    logId: row.log_id,
    seq: row.seq,
    at: row.ts,
    actor: row.actor_ref,
    role: row.role,
    session: textOrNull(body.session),
    category: row.category,
    action: row.action,
    outcome: row.outcome,
    reason: textOrNull(body.reason),
    resource: row.resource,
    requestId: row.request_id,
    surface: row.surface,
    bootId: textOrNull(body.boot_id),
    mono: typeof body.mono === 'number' ? body.mono : null,
    commitments: Array.isArray(body.pii) ? body.pii.length : 0,
  };
}

/** A body that somebody damaged says nothing; whether it was is for verification to find. */
function fieldsOf(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
