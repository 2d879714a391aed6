/** Finds events in the log, newest first, and shows one in full with what is left of its details. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { AUDIT_ACTIONS, type AuditCategory } from '../../../shared/audit/audit-actions.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { Database } from '../../db/database.types.ts';
import type { AuditOutcome } from './audit.forms.ts';
import { type AuditRow, readDetails, readRows } from './audit.repository.ts';
import { type AuditEntry, entryOf } from './audit-entry.ts';
import { isCommittedTo } from './details.ts';

export interface AuditQuery {
  readonly logId: string;
  /** Epoch milliseconds, both included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** `user:<id>`, `key:<id>`, `device:<id>` or `system`. */
  readonly actor?: string | undefined;
  readonly category?: AuditCategory | undefined;
  readonly action?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  /** With its kind, such as `job:<id>`. */
  readonly resource?: string | undefined;
  /** Part of a name or path in the details, or the whole id of a resource. */
  readonly text?: string | undefined;
  readonly limit: number;
  /** From the page before. */
  readonly cursor?: number | undefined;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Null on the last page. */
  readonly cursor: number | null;
}

export interface AuditEventDetail {
  readonly entry: AuditEntry;
  /** The bytes that were hashed, as text. */
  readonly body: string;
  readonly leaf: Buffer;
  readonly details: DetailState;
}

/** What was recorded about people, beside the log. */
export type DetailState =
  | { readonly state: 'none' | 'erased' }
  /** `intact` is false for a text that is not the one the event committed to. */
  | {
      readonly state: 'kept';
      readonly text: string;
      readonly subject: string | null;
      readonly intact: boolean;
    };

export async function searchAudit(db: Kysely<Database>, query: AuditQuery): Promise<AuditPage> {
  const empty = { entries: [], cursor: null };
  if (cannotMatch(query)) return empty;
  const range = await seqRange(db, query);
  if (range === null) return empty;
  // One more than asked for tells whether there is a next page.
  const rows = await selectRows(db, query, range).execute();
  const entries = rows.slice(0, query.limit).map(entryOf);
  return { entries, cursor: rows.length > query.limit ? (entries.at(-1)?.seq ?? null) : null };
}

/** AUDIT_EVENT_NOT_FOUND for a number that is not in the log, or no longer. */
export async function getAuditEvent(
  db: Kysely<Database>,
  { logId, seq }: { readonly logId: string; readonly seq: number },
): Promise<AuditEventDetail> {
  const [row] = await readRows(db, { logId, afterSeq: seq - 1, limit: 1 });
  if (row?.seq !== seq) throw new EaselError('AUDIT_EVENT_NOT_FOUND', { seq });
  const { body, leaf } = row;
  return {
    entry: entryOf(row),
    body: body.toString('utf8'),
    leaf,
    details: await detailState(db, row),
  };
}

async function detailState(db: Kysely<Database>, row: AuditRow): Promise<DetailState> {
  const [detail] = await readDetails(db, { logId: row.log_id, seqs: [row.seq] });
  if (detail === undefined) return { state: entryOf(row).commitments > 0 ? 'erased' : 'none' };
  const intact = isCommittedTo(row.body, detail);
  return { state: 'kept', text: detail.detail, subject: detail.subject, intact };
}

interface SeqRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The numbers between which a span of time lies. Clocks step, so the time itself is asked for as well; but a span
 * that is long past, or empty, is not looked for from the newest event on.
 */
async function seqRange(db: Kysely<Database>, { logId, from, to }: AuditQuery): Promise<SeqRange | null> {
  const all = { first: 1, last: Number.MAX_SAFE_INTEGER };
  if (from === undefined && to === undefined) return all;
  const found = await db
    .selectFrom('audit_logs')
    .select((eb) => [eb.fn.min('seq').as('first'), eb.fn.max('seq').as('last')])
    .where('log_id', '=', logId)
    .where('ts', '>=', from ?? 0)
    .where('ts', '<=', to ?? Number.MAX_SAFE_INTEGER)
    .executeTakeFirstOrThrow();
  return found.first === null ? null : { first: found.first, last: found.last };
}

function selectRows(db: Kysely<Database>, query: AuditQuery, range: SeqRange) {
  const { logId, from, to, actor, category, action, outcome, resource, text } = query;
  const bounds = { first: range.first, last: Math.min(range.last, (query.cursor ?? range.last + 1) - 1) };
  let rows = db
    .selectFrom('audit_logs')
    .selectAll()
    .where('log_id', '=', logId)
    .orderBy('seq', 'desc')
    .limit(query.limit + 1);
  // The few that have the text say where to look; with the bounds as well SQLite would walk these instead.
  if (text) rows = rows.where((eb) => eb('seq', 'in', seqsWith(eb, { logId, text, ...bounds })));
  else rows = rows.where('seq', '>=', bounds.first).where('seq', '<=', bounds.last);
  if (from !== undefined) rows = rows.where('ts', '>=', from);
  if (to !== undefined) rows = rows.where('ts', '<=', to);
  if (actor !== undefined) rows = rows.where('actor_ref', '=', actor);
  if (category !== undefined) rows = rows.where('category', '=', category);
  if (action !== undefined) rows = rows.where('action', '=', action);
  if (outcome !== undefined) rows = rows.where('outcome', '=', outcome);
  // Said once more in the words of the index over everything that did not succeed.
  if (outcome !== undefined && outcome !== 'success') rows = rows.where(sql<boolean>`outcome <> 'success'`);
  if (resource !== undefined) rows = rows.where('resource', '=', resource);
  return rows;
}

interface TextSearch extends SeqRange {
  readonly logId: string;
  readonly text: string;
}

function seqsWith(eb: ExpressionBuilder<Database, 'audit_logs'>, { logId, text, first, last }: TextSearch) {
  const inDetails = eb
    .selectFrom('audit_details')
    .select('audit_details.seq')
    .where('audit_details.log_id', '=', logId)
    .where('audit_details.seq', '>=', first)
    .where('audit_details.seq', '<=', last)
    .where((detail) =>
      detail.or(
        spellings(text).map(
          (spelling) =>
            sql<boolean>`lower(audit_details.detail) like lower(${containing(spelling)}) escape '\\'`,
        ),
      ),
    );
  // Of any log: the row itself is asked for its own, and SQLite would take that for the better index.
  const ofResource = eb
    .selectFrom('audit_logs as other')
    .select('other.seq')
    .where('other.seq', '>=', first)
    .where('other.seq', '<=', last)
    .where(
      'other.resource',
      'in',
      RESOURCE_KINDS.map((kind) => `${kind}:${text}`),
    );
  return inDetails.unionAll(ofResource);
}

const RESOURCE_KINDS = [...new Set(Object.values(AUDIT_ACTIONS).map(({ resource }) => resource))];

/** macOS takes letters with accents apart in file names, others do not, and nobody sees the difference. */
function spellings(text: string): readonly string[] {
  return [...new Set([text, text.normalize('NFC'), text.normalize('NFD')])];
}

/** For LIKE over JSON text, with a backslash as its escape. */
function containing(text: string): string {
  const asJson = JSON.stringify(text).slice(1, -1);
  return `%${asJson.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** No text in the log holds a NUL, and PostgreSQL refuses to be asked for one. */
function cannotMatch(query: AuditQuery): boolean {
  return Object.values(query).some((value) => typeof value === 'string' && value.includes('\0'));
}
