/** Rows of the history for tests. */
import { randomBytes } from 'node:crypto';
import type { Insertable, Kysely } from 'kysely';
import type { Database } from '../../db/database.types.ts';
import { createIds } from '../../ids.ts';

export type NewProcessing = Insertable<Database['image_processings']>;

export const SUBJECT = 'device:here';
export const NOON = Date.UTC(2026, 10, 23, 12);

const ids = createIds({ now: () => NOON, randomBytes });
export const nextId = ids.next;

/** A photo made into a WebP, unless said otherwise. Each row is of another source file. */
export function processing(changes: Partial<NewProcessing> = {}): NewProcessing {
  const name = changes.source_name ?? 'photo.jpg';
  const preset = changes.preset_id ?? 'web-hero';
  return {
    id: nextId(),
    job_id: '01990000-0000-7000-8000-000000000001',
    item_idx: nextIndex(),
    output_key: preset,
    subject: SUBJECT,
    device_id: 'here',
    created_at: NOON,
    preset_id: preset,
    variant: '',
    source_path: `/photos/${name}`,
    source_name: name,
    source_format: 'jpeg',
    source_bytes: 4_000_000,
    source_mtime_ms: NOON,
    source_ctime_ms: NOON,
    source_sha256: 'a'.repeat(64),
    source_width: 4000,
    source_height: 3000,
    output_path: `/out/${name}.webp`,
    output_format: 'webp',
    output_width: 1600,
    output_height: 1200,
    output_bytes: 250_000,
    output_mtime_ms: NOON,
    output_sha256: 'b'.repeat(64),
    pixels: 1_920_000,
    ms: 120,
    recipe_hash: 'c'.repeat(64),
    engine_versions: 'sharp 0.35.5',
    outcome: 'written',
    error_code: null,
    error_message: null,
    quality: 80,
    ...changes,
  };
}

export async function record(db: Kysely<Database>, rows: readonly NewProcessing[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 100) {
    await db
      .insertInto('image_processings')
      .values(rows.slice(start, start + 100))
      .execute();
  }
}

let index = 0;
function nextIndex(): number {
  index += 1;
  return index;
}
