/** What a host with a desktop around it provides. */
import type { DesktopEvent } from '../shared/contract/desktop.ts';

export interface DesktopPort {
  /** Empty when the person cancels. */
  readonly chooseFiles: () => Promise<readonly string[]>;
  readonly chooseFolders: () => Promise<readonly string[]>;
  /** Null when the person cancels. */
  readonly chooseOutputFolder: (current: string | null) => Promise<string | null>;
  readonly reveal: (path: string) => Promise<void>;
  readonly openFolder: (path: string) => Promise<void>;
  /** Resolves when the drag has begun. */
  readonly dragOut: (paths: readonly string[]) => Promise<void>;
  /** Until the signal aborts, or somebody else listens. */
  readonly events: (signal?: AbortSignal) => AsyncGenerator<DesktopEvent>;
}
