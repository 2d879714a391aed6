/** A page whose process went down comes back by itself; batches run on in the core meanwhile. */
import type { WebContents } from 'electron';

export interface PageRevivalDeps {
  readonly contents: WebContents;
  readonly monotonic: () => number;
  /** It goes down again and again. */
  readonly onGivenUp: () => void;
}

const MOST_REVIVALS = 3;
/** Milliseconds in which so many are too many. */
const WITHIN = 60_000;

export function revivePage({ contents, monotonic, onGivenUp }: PageRevivalDeps): void {
  let deaths: number[] = [];
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const now = monotonic();
    deaths = [...deaths.filter((at) => now - at < WITHIN), now];
    if (deaths.length > MOST_REVIVALS) onGivenUp();
    else contents.reload();
  });
}
