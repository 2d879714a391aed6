/** The history in SQL: one row per output. Plain functions on a database or a transaction. */
import type { Insertable, Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';

type Db = Kysely<Database>;
export type NewProcessing = Insertable<Database['image_processings']>;

/** Rows per statement: 34 columns each, below the parameter limits of both databases. */
const INSERT_CHUNK = 100;

export async function insertProcessings(db: Db, rows: readonly NewProcessing[]): Promise<void> {
  for (let start = 0; start < rows.length; start += INSERT_CHUNK) {
    await db
      .insertInto('image_processings')
      .values(rows.slice(start, start + INSERT_CHUNK))
      .execute();
  }
}

/** What is needed to tell whether a file is an output of ours, and whether it is current. */
export interface PastOutput {
  readonly path: string;
  readonly sourcePath: string;
  /** Preset and variant. */
  readonly outputKey: string;
  readonly sourceSha256: string | null;
  readonly recipeHash: string;
  readonly engineVersions: string;
  readonly outputBytes: number | null;
  readonly outputMtimeMs: number | null;
  readonly outputSha256: string | null;
}

/** The newest record of a file written at this path. */
export async function findOutputByPath(db: Db, path: string): Promise<PastOutput | null> {
  const row = await db
    .selectFrom('image_processings')
    .select([
      'source_path',
      'output_key',
      'source_sha256',
      'recipe_hash',
      'engine_versions',
      'output_bytes',
      'output_mtime_ms',
      'output_sha256',
    ])
    .where('output_path', '=', path)
    .where('outcome', 'in', ['written', 'kept-original'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    path,
    sourcePath: row.source_path,
    outputKey: row.output_key,
    sourceSha256: row.source_sha256,
    recipeHash: row.recipe_hash,
    engineVersions: row.engine_versions,
    outputBytes: row.output_bytes,
    outputMtimeMs: row.output_mtime_ms,
    outputSha256: row.output_sha256,
  };
}

/** What was made of a file with exactly this size and these times, by this engine; newest first. */
export function listOutputsOfFile(
  db: Db,
  file: {
    readonly path: string;
    readonly bytes: number;
    readonly mtimeMs: number;
    readonly ctimeMs: number;
    readonly engineVersions: string;
  },
) {
  return db
    .selectFrom('image_processings')
    .select([
      'output_key',
      'recipe_hash',
      'output_format',
      'output_width',
      'output_height',
      'source_sha256',
      'output_path',
      'output_bytes',
      'output_mtime_ms',
      'output_sha256',
    ])
    .where('source_path', '=', file.path)
    .where('source_bytes', '=', file.bytes)
    .where('source_mtime_ms', '=', file.mtimeMs)
    .where('source_ctime_ms', '=', file.ctimeMs)
    .where('engine_versions', '=', file.engineVersions)
    .where('outcome', 'in', ['written', 'kept-original'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** What a job wrote, in order. */
export async function listOutputsOfJob(
  db: Db,
  jobId: string,
): Promise<readonly { readonly path: string; readonly sha256: string | null }[]> {
  const rows = await db
    .selectFrom('image_processings')
    .select(['output_path', 'output_sha256'])
    .where('job_id', '=', jobId)
    .where('outcome', 'in', ['written', 'kept-original'])
    .orderBy('item_idx')
    .orderBy('output_key')
    .execute();
  return rows.flatMap(({ output_path: path, output_sha256: sha256 }) =>
    path === null ? [] : [{ path, sha256 }],
  );
}

/** Files written at any of these paths, to keep outputs out of the inputs. */
export async function findOutputsAmong(db: Db, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let start = 0; start < paths.length; start += 500) {
    const rows = await db
      .selectFrom('image_processings')
      .select('output_path')
      .where('output_path', 'in', paths.slice(start, start + 500))
      .where('outcome', 'in', ['written', 'kept-original'])
      .execute();
    for (const row of rows) if (row.output_path !== null) known.add(row.output_path);
  }
  return known;
}
