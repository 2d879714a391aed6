/** What the loopback host needs of the app. */
import type { AnyRouter } from '@orpc/server';

export interface ServedApp {
  readonly router: AnyRouter;
  readonly contextFor: (surface: 'loopback') => Record<never, never>;
  readonly media: {
    readonly open: (
      kind: string,
      id: string,
      signal?: AbortSignal,
    ) => Promise<{ readonly path: string; readonly contentType: string }>;
  };
  readonly sources: {
    readonly receive: (upload: {
      readonly batch: string;
      readonly relativePath: string;
      readonly body: AsyncIterable<Uint8Array>;
      readonly maxBytes: number;
    }) => Promise<{ readonly path: string }>;
  };
}
