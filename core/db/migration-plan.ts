/** Which migrations are still to run, given those a database has had. */
import type { Migration } from '../../migrations/migration.ts';
import { EaselError } from '../../shared/errors.ts';

/** A row of the table in which the runner keeps its record. */
export interface AppliedMigration {
  readonly name: string;
  /** The version of Easel that applied it. */
  readonly app_version: string;
  /** Epoch ms. */
  readonly applied_at: number;
}

export const RECORD_TABLE = 'schema_migrations';

/** Throws DATABASE_TOO_NEW when the database has had a migration that this Easel does not know. */
export function planMigrations(
  applied: readonly AppliedMigration[],
  registry: readonly Migration[],
): readonly Migration[] {
  const known = new Set(registry.map((migration) => migration.name));
  const unknown = applied.findLast((row) => !known.has(row.name));
  if (unknown) {
    const found = `version ${unknown.app_version}, schema ${unknown.name}`;
    throw new EaselError('DATABASE_TOO_NEW', { found });
  }
  const done = new Set(applied.map((row) => row.name));
  const firstPending = registry.findIndex((migration) => !done.has(migration.name));
  if (firstPending === -1) return [];
  const pending = registry.slice(firstPending);
  const outOfOrder = pending.find((migration) => done.has(migration.name));
  if (outOfOrder) {
    throw new Error(`${pending[0]?.name} must run before ${outOfOrder.name}, which the database already has`);
  }
  return pending;
}
