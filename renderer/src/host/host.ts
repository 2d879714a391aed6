/** Where this page lives: how it reaches Easel, and how files that a person hands over get a path Easel can read. */
import type { ClientLink } from '@orpc/client';
import type { Failure } from '../../../shared/errors.ts';

export type RpcLink = ClientLink<Record<never, never>>;

export interface HandedOver {
  readonly file: File;
  /** Folders the file was dropped with, with `/`; empty for a file dropped by itself. */
  readonly folder: string;
}

export interface HandOverOptions {
  readonly signal?: AbortSignal;
  /** Called as bytes arrive; both counts are bytes. */
  readonly onProgress?: (sent: number, total: number) => void;
}

/** What became of the files: one that is refused does not keep the others out. */
export interface Received {
  readonly paths: readonly string[];
  readonly refused: readonly { readonly name: string; readonly failure: Failure }[];
}

export interface Host {
  readonly link: RpcLink;
  /**
   * Paths to name in `sources.scan`: the files' own on the desktop, where dropped folders are named as such; copies in
   * Easel's inbox in a browser.
   */
  readonly pathsOf: (files: readonly HandedOver[], options?: HandOverOptions) => Promise<Received>;
  /** True where `pathsOf` knows the real path of a dropped folder, so that nobody has to walk it. */
  readonly readsFolders: boolean;
}

/** The page was opened without a key to this Easel, or the key is no longer valid. */
export class NotAdmitted extends Error {
  override readonly name = 'NotAdmitted';
}

/** Nothing answers: Easel was closed. */
export class HostGone extends Error {
  override readonly name = 'HostGone';
}
