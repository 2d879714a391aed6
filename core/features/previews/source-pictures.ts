/** Thumbnails and before-pictures of sources, made when they are first asked for and kept on disk. */
import { join } from 'node:path';
import type { PictureEncoding, PictureFile, PictureSize } from '../../../shared/engine.ts';
import { EaselError, type Failure, toFailure } from '../../../shared/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import { renderCost } from '../../engine/render-cost.ts';
import { isLasting } from '../../files/lasting-failure.ts';
import { createNewest } from '../../files/newest.ts';
import type { ProcessingLimits } from '../images/images.service.ts';
import { createPictureCache } from './picture-cache.ts';
import { factsOf, type PreviewSources } from './preview-sources.ts';
import type { Scratch } from './scratch.ts';

export interface MediaFile {
  readonly path: string;
  readonly contentType: string;
}

export type SourcePictureKind = 'thumbnail' | 'before';

export interface SourcePicturesDeps {
  readonly engine: Engine;
  readonly sources: PreviewSources;
  readonly readLimits: () => Promise<ProcessingLimits>;
  readonly scratch: Scratch;
  readonly cacheFolder: string;
  readonly now: () => number;
}

export interface SourcePictures {
  /** Throws an EaselError, the same one again for a file that cannot be shown. */
  readonly open: (kind: SourcePictureKind, id: string, signal?: AbortSignal) => Promise<MediaFile>;
  /** Resolves when no file is being removed any more. */
  readonly idle: () => Promise<void>;
}

interface Kind {
  readonly folder: string;
  readonly size: PictureSize;
  readonly encoding: PictureEncoding;
  readonly contentTypes: readonly PictureFile['contentType'][];
}

const KINDS: Readonly<Record<SourcePictureKind, Kind>> = {
  thumbnail: {
    folder: 'thumbnails',
    size: { maxSide: 320 },
    encoding: 'webp',
    contentTypes: ['image/webp'],
  },
  before: {
    folder: 'before',
    size: { maxPixels: 40_000_000 },
    encoding: 'jpeg-or-png',
    contentTypes: ['image/jpeg', 'image/png'],
  },
};

const ENDINGS: Readonly<Record<PictureFile['contentType'], string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** Of each kind. */
const MAX_CACHE_BYTES = 512 * 1024 * 1024;
const MOST_FAILURES = 50_000;

export function createSourcePictures(deps: SourcePicturesDeps): SourcePictures {
  const { engine, sources, readLimits, scratch, cacheFolder, now } = deps;
  const cacheOf = (kind: SourcePictureKind) =>
    createPictureCache({ folder: join(cacheFolder, KINDS[kind].folder), maxBytes: MAX_CACHE_BYTES, now });
  const caches = { thumbnail: cacheOf('thumbnail'), before: cacheOf('before') };
  const failures = createNewest<string, Failure>(MOST_FAILURES);

  async function find(kind: SourcePictureKind, id: string): Promise<MediaFile | null> {
    for (const contentType of KINDS[kind].contentTypes) {
      const path = await caches[kind].find(`${id}.${ENDINGS[contentType]}`);
      if (path !== null) return { path, contentType };
    }
    return null;
  }

  async function make(
    kind: SourcePictureKind,
    { id, path }: { readonly id: string; readonly path: string },
    { limits, fileSeconds }: ProcessingLimits,
    signal?: AbortSignal,
  ): Promise<MediaFile> {
    const { size, encoding } = KINDS[kind];
    const facts = await factsOf(sources, id);
    const tempPath = await scratch.take();
    try {
      const { contentType } = await engine.run(
        'picture',
        { path, facts, limits, size, encoding, tempPath },
        {
          abandon: true,
          limitMs: renderCost(facts, { fileSeconds, outputs: 1 }).limitMs,
          ...(signal ? { signal } : {}),
        },
      );
      // Another picture must not be kept under this one's name.
      await sources.confirm(id);
      return { path: await caches[kind].add(tempPath, `${id}.${ENDINGS[contentType]}`), contentType };
    } finally {
      await scratch.drop([tempPath]);
    }
  }

  return {
    open: async (kind, id, signal) => {
      const path = await sources.confirm(id);
      const found = await find(kind, id);
      if (found !== null) return found;
      const limits = await readLimits();
      const attempt = `${kind} ${id} ${JSON.stringify(limits)}`;
      const known = failures.get(attempt);
      if (known !== undefined) throw new EaselError(known.code, known.data);
      try {
        return await make(kind, { id, path }, limits, signal);
      } catch (error) {
        const failure = toFailure(error);
        if (isLasting(failure)) failures.set(attempt, failure);
        throw error instanceof EaselError ? error : new EaselError(failure.code, failure.data);
      }
    },
    idle: async () => {
      await Promise.all([caches.thumbnail.idle(), caches.before.idle()]);
    },
  };
}
