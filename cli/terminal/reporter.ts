/** What a batch tells while it runs; one implementation for people, one for scripts. */
import type { BatchListener } from '../../core/features/images/images.service.ts';
import type { JobEnd } from '../../core/features/images/job-runner.ts';

export interface Reporter extends Pick<BatchListener, 'onStart' | 'onReport' | 'onSleep'> {
  readonly onEnd: (end: JobEnd) => void;
  /** Gives the terminal back, however the batch ended. */
  readonly close: () => void;
}
