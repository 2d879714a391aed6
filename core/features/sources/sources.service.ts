/** Files to work on: what is in dropped folders, what each file is, and files that come over the wire. */
import { stat } from 'node:fs/promises';
import type { FolderListing, ScanEvent, SourceLook } from '../../../shared/contract/sources.ts';
import type { SourceFacts } from '../../../shared/engine.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import type { AllowedPaths } from '../../files/allowed-paths.ts';
import type { ProcessingLimits } from '../images/images.service.ts';
import { browse } from './browse.ts';
import { receiveUpload, sweepInbox, type Upload } from './inbox.ts';
import { createLooks } from './looks.ts';
import { createRegistry } from './registry.ts';
import { type ScanRequest, scan } from './scan.ts';

export interface SourcesDeps {
  readonly engine: Engine;
  readonly allowed: AllowedPaths;
  /** Where uploads go. */
  readonly inboxFolder: string;
  /** Where browsing begins when every folder is allowed. */
  readonly homeFolder: string;
  readonly readLimits: () => Promise<ProcessingLimits>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface Sources {
  readonly scan: (request: ScanRequest, signal?: AbortSignal) => AsyncGenerator<ScanEvent>;
  /** One look per id, in order; an id that is not known is a failed look. */
  readonly facts: (ids: readonly string[]) => Promise<readonly SourceLook[]>;
  readonly browse: (path: string | null) => Promise<FolderListing>;
  /** Throws SOURCE_UNKNOWN. */
  readonly pathOf: (id: string) => string;
  /** As `pathOf`, once it is sure that the file may be used, is there and is unchanged. */
  readonly confirm: (id: string) => Promise<string>;
  /** Without touching the disk; null facts while nobody looked at the file. Throws SOURCE_UNKNOWN. */
  readonly known: (id: string) => { readonly bytes: number; readonly facts: SourceFacts | null };
  readonly receive: (upload: Upload) => Promise<{ readonly path: string }>;
  readonly sweepInbox: (olderThanMs: number) => Promise<void>;
}

export function createSources(deps: SourcesDeps): Sources {
  const { allowed, inboxFolder, now } = deps;
  const registry = createRegistry();
  const looks = createLooks({ ...deps, confirm });

  async function confirm(id: string): Promise<string> {
    const { path, bytes, mtimeMs } = registry.find(id);
    await allowed.check(path);
    const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
      const isGone = error.code === 'ENOENT' || error.code === 'ENOTDIR';
      if (isGone) throw new EaselError('INPUT_NOT_FOUND', { path }, { cause: error });
      throw new EaselError('INPUT_UNREADABLE', { reason: error.code ?? error.message }, { cause: error });
    });
    if (stats.size !== bytes || Math.floor(stats.mtimeMs) !== mtimeMs) throw new EaselError('INPUT_CHANGED');
    return path;
  }

  return {
    scan: (request, signal) => scan({ allowed, registry }, request, signal),
    facts: (ids) => Promise.all(ids.map(looks.look)),
    browse: (path) => browse(deps, path),
    pathOf: (id) => registry.find(id).path,
    confirm,
    known: (id) => ({ bytes: registry.find(id).bytes, facts: looks.known(id) }),
    receive: (upload) => receiveUpload(inboxFolder, upload),
    sweepInbox: (olderThanMs) => sweepInbox(inboxFolder, now() - olderThanMs),
  };
}
