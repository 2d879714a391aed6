/**
 * Recognises work already done without opening the source: its size and both its times are those on record, so its
 * content is what it was. Anything else goes the long way, by hash.
 */
import { stat } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type { EngineVersions } from '../../../shared/engine.ts';
import type { OutputFormat } from '../../../shared/recipe/recipe.ts';
import type { Database } from '../../db/database.types.ts';
import { describeEngine } from './admission.ts';
import { type JobOutput, type JobRequest, outputsFor } from './job-request.ts';
import type { OpenItem } from './look.ts';
import { listOutputsOfFile, type PastOutput } from './processings.repository.ts';

export interface RecalledOutput {
  readonly output: JobOutput;
  readonly format: OutputFormat;
  readonly width: number;
  readonly height: number;
  readonly sourceSha256: string;
  /** The record itself: who finds the file as it says needs no other. */
  readonly past: PastOutput;
}

interface RecallDeps {
  readonly db: Kysely<Database>;
  readonly request: JobRequest;
  readonly engineVersions: EngineVersions;
}

/** The record of every output of the job for this source, or null when one is missing or the source differs. */
export async function recallOutputs(
  { db, request, engineVersions }: RecallDeps,
  item: OpenItem,
): Promise<readonly RecalledOutput[] | null> {
  // The date in such a name is inside the file.
  if (request.template.includes('{exif.date}')) return null;
  const stats = await stat(item.input.path).catch(() => null);
  if (stats === null) return null;
  const rows = await listOutputsOfFile(db, {
    path: item.input.path,
    bytes: stats.size,
    mtimeMs: Math.floor(stats.mtimeMs),
    ctimeMs: Math.floor(stats.ctimeMs),
    engineVersions: describeEngine(engineVersions),
  });
  const recalled: RecalledOutput[] = [];
  for (const output of outputsFor(request, item.input.path)) {
    const row = rows.find((past) => past.output_key === output.key && past.recipe_hash === output.recipeHash);
    if (
      row === undefined ||
      row.output_format === null ||
      row.output_width === null ||
      row.output_height === null ||
      row.source_sha256 === null ||
      row.output_path === null
    ) {
      return null;
    }
    recalled.push({
      output,
      // Only formats of the catalogue are ever stored.
      format: row.output_format as OutputFormat,
      width: row.output_width,
      height: row.output_height,
      sourceSha256: row.source_sha256,
      past: {
        path: row.output_path,
        sourcePath: item.input.path,
        outputKey: row.output_key,
        sourceSha256: row.source_sha256,
        recipeHash: row.recipe_hash,
        engineVersions: describeEngine(engineVersions),
        outputBytes: row.output_bytes,
        outputMtimeMs: row.output_mtime_ms,
        outputSha256: row.output_sha256,
      },
    });
  }
  return recalled;
}
