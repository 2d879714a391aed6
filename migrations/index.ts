/** Every migration in the order it runs: a list, not a folder scan, so that bundles carry all of them. */
import type { Migration } from './migration.ts';

/** Loaded when it runs: a database that is up to date needs only the names. */
export const MIGRATIONS: readonly Migration[] = [
  step('0010_device', () => import('./0010_device.ts')),
  step('0020_identity', () => import('./0020_identity.ts')),
  step('0030_settings', () => import('./0030_settings.ts')),
  step('0040_presets', () => import('./0040_presets.ts')),
  step('0050_jobs', () => import('./0050_jobs.ts')),
  step('0060_processings', () => import('./0060_processings.ts')),
  step('0070_copy', () => import('./0070_copy.ts')),
  step('0080_usage', () => import('./0080_usage.ts')),
  step('0090_audit', () => import('./0090_audit.ts')),
  step('0100_sync', () => import('./0100_sync.ts')),
  step('0110_analytics', () => import('./0110_analytics.ts')),
  step('0120_teams', () => import('./0120_teams.ts')),
  step('0130_ingest', () => import('./0130_ingest.ts')),
  step('0140_leases', () => import('./0140_leases.ts')),
  step('0150_history_search', () => import('./0150_history_search.ts')),
  step('0160_audit_retention', () => import('./0160_audit_retention.ts')),
];

function step(name: string, load: () => Promise<Pick<Migration, 'up'>>): Migration {
  return {
    name,
    up: async (db, ctx) => {
      const { up } = await load();
      await up(db, ctx);
    },
  };
}
