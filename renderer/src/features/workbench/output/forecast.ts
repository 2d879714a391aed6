/** The truth before the act: what a batch will come to, as facts that a sentence can be made of. */
import type { QuotaStatus } from '../../../../../shared/contract/quotas.ts';
import type { ConflictPolicy, PlannedReport } from '../../../../../shared/job.ts';

export interface QuotaForecast {
  /** Images that can run at once. */
  readonly now: number;
  /** When the next one can, epoch milliseconds; null while that depends on what runs until then. */
  readonly restAt: number | null;
}

/** Null while everything fits. */
export function quotaForecast(images: number, quotas: readonly QuotaStatus[]): QuotaForecast | null {
  const quota = quotas.find(({ action }) => action === 'IMAGE_PROCESS');
  if (quota === undefined || quota.remaining === null || quota.remaining >= images) return null;
  return { now: quota.remaining, restAt: quota.freesAtMs };
}

export interface NamesForecast {
  /** Results looked at. */
  readonly outputs: number;
  /** By what will happen to them. */
  readonly replaced: number;
  readonly skipped: number;
  readonly failing: number;
  /** Why the first one fails. */
  readonly failure: PlannedReport['outputs'][number]['error'] | null;
  /** Full paths, the first few. */
  readonly examples: readonly string[];
}

const EXAMPLES = 4;

export function namesForecast(plan: readonly PlannedReport[]): NamesForecast {
  const outputs = plan.flatMap((report) => report.outputs);
  const doing = (action: 'replace' | 'skip' | 'fail') => outputs.filter((output) => output.action === action);
  return {
    outputs: outputs.length,
    replaced: doing('replace').length,
    skipped: doing('skip').length,
    failing: doing('fail').length,
    failure: doing('fail')[0]?.error ?? null,
    examples: outputs.flatMap(({ path }) => path ?? []).slice(0, EXAMPLES),
  };
}

/** What policies are called, in the order they are offered: the careful one first. */
export const OFFERED_POLICIES: readonly ConflictPolicy[] = ['if-changed', 'rename', 'skip', 'overwrite'];
