/** The history as its owner sees it: pages, counts, one entry in full, and all of it as CSV. */
import type { Kysely } from 'kysely';
import type {
  HistoryDetail,
  HistoryEntry,
  HistoryOutcome,
  HistoryPage,
} from '../../../shared/contract/history.ts';
import { EaselError, type ErrorCode } from '../../../shared/errors.ts';
import type { OutputFormat, Recipe } from '../../../shared/recipe/recipe.ts';
import type { Database } from '../../db/database.types.ts';
import type { JobRequest } from '../images/job-request.ts';
import {
  countEntries,
  type EntryRow,
  findEntry,
  findRequest,
  listEntries,
  listFacets,
  type ProcessingRow,
} from './history.repository.ts';
import { csvHeader, csvLines } from './history-csv.ts';
import { decodeCursor, encodeCursor } from './history-cursor.ts';
import type { HistoryConditions } from './history-filter.ts';

export interface HistoryDeps {
  readonly db: Kysely<Database>;
  /** Whose history it is. */
  readonly subject: string;
  /** Whether there is a file at this path. */
  readonly lookForFile: (path: string) => Promise<boolean>;
}

export interface HistoryQuery extends HistoryConditions {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface History {
  readonly list: (query: HistoryQuery) => Promise<HistoryPage>;
  readonly count: (
    conditions: HistoryConditions,
  ) => Promise<{ readonly entries: number; readonly atMost: number }>;
  readonly facets: () => Promise<{
    readonly presets: readonly string[];
    readonly formats: readonly string[];
  }>;
  /** HISTORY_NOT_FOUND, also for an entry of somebody else. */
  readonly get: (id: string) => Promise<HistoryDetail>;
  /** Throws the signal's reason when it is aborted between two pieces. */
  readonly exportCsv: (conditions: HistoryConditions, signal?: AbortSignal) => AsyncGenerator<string>;
}

const COUNT_AT_MOST = 10_000;
const ENTRIES_PER_PIECE = 1_000;

export function createHistory({ db, subject, lookForFile }: HistoryDeps): History {
  async function list({ limit, cursor, ...conditions }: HistoryQuery): Promise<HistoryPage> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    if (cannotMatch(conditions)) return { entries: [], cursor: null };
    // One more than asked for tells whether there is a next page.
    const rows = await listEntries(db, { subject, conditions }, { after, limit: limit + 1 });
    const entries = rows.slice(0, limit).map(toEntry);
    const last = entries.at(-1);
    return { entries, cursor: rows.length > limit && last !== undefined ? encodeCursor(last) : null };
  }

  return {
    list,
    count: async (conditions) => ({
      entries: cannotMatch(conditions)
        ? 0
        : await countEntries(db, { subject, conditions }, { atMost: COUNT_AT_MOST }),
      atMost: COUNT_AT_MOST,
    }),
    facets: () => listFacets(db, subject),
    get: async (id) => {
      const row = await findEntry(db, { subject, id });
      if (row === undefined) throw new EaselError('HISTORY_NOT_FOUND');
      return {
        ...toEntry(row),
        recipe: recipeOf(row, await findRequest(db, row.job_id)),
        quality: row.quality,
        engine: row.engine_versions,
        sourceSha256: row.source_sha256,
        outputSha256: row.output_sha256,
        outputExists: row.output_path !== null && (await lookForFile(row.output_path)),
      };
    },
    exportCsv: async function* (conditions, signal) {
      yield csvHeader();
      let cursor: string | undefined;
      do {
        signal?.throwIfAborted();
        const page = await list({ ...conditions, limit: ENTRIES_PER_PIECE, cursor });
        if (page.entries.length > 0) yield csvLines(page.entries);
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
    },
  };
}

/** No name holds a NUL, and PostgreSQL refuses to be asked for one. */
function cannotMatch(conditions: HistoryConditions): boolean {
  return Object.values(conditions).some((value) => typeof value === 'string' && value.includes('\0'));
}

function toEntry(row: EntryRow): HistoryEntry {
  return {
    id: row.id,
    job: row.job_id,
    at: row.created_at,
    input: row.source_path,
    output: row.output_path,
    preset: row.preset_id,
    variant: row.variant,
    // The recorder wrote these from values of these very types; rows with other outcomes are never read.
    outcome: row.outcome as HistoryOutcome,
    format: row.output_format as OutputFormat | null,
    width: row.output_width,
    height: row.output_height,
    bytesIn: row.source_bytes,
    bytesOut: row.output_bytes,
    ms: row.ms,
    error:
      row.error_code === null
        ? null
        : { code: row.error_code as ErrorCode, message: row.error_message ?? '' },
  };
}

function recipeOf(row: ProcessingRow, request: string | undefined): Recipe | null {
  if (request === undefined) return null;
  // Written by `JSON.stringify` of this very type when the job was made; older jobs have no own outputs.
  const { outputs, ownOutputs } = JSON.parse(request) as Partial<JobRequest>;
  const made = ownOutputs?.[row.source_path] ?? outputs;
  return made?.find(({ key }) => key === row.output_key)?.recipe ?? null;
}
