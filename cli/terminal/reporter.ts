/** What a batch tells while it runs; one implementation for people, one for scripts. */
import type { Failure } from '../../shared/errors.ts';
import type { ItemReport, JobEnd } from '../../shared/job.ts';

export interface Reporter {
  readonly onStart: (job: { readonly total: number }) => void;
  readonly onReport: (report: ItemReport) => void;
  /** Out of quota: the job sleeps. */
  readonly onSleep: (reason: Failure) => void;
  readonly onEnd: (end: JobEnd) => void;
  /** Gives the terminal back, however the batch ended. */
  readonly close: () => void;
}
