/** The newest previews and their files, by ids under which a page shows them. */
import type { Preview } from '../../../shared/contract/previews.ts';
import type { SourceFacts } from '../../../shared/engine.ts';
import type { OutputFormat } from '../../../shared/recipe/recipe.ts';
import { createNewest } from '../../files/newest.ts';
import type { Scratch } from './scratch.ts';
import type { MediaFile } from './source-pictures.ts';

export interface StoredPreview {
  readonly preview: Preview;
  readonly path: string;
  /** Null for ICNS, which only the engine's own reader opens. */
  readonly facts: SourceFacts | null;
}

export interface PreviewStore {
  /** Counts as a use. */
  readonly find: (id: string) => StoredPreview | undefined;
  /** The file in a format that browsers show; undefined when there is no such preview any more. */
  readonly open: (id: string) => Promise<MediaFile | undefined>;
  readonly add: (stored: StoredPreview) => Promise<void>;
}

export interface PreviewStoreDeps {
  readonly scratch: Scratch;
  /** Makes a picture of a result that browsers cannot show. */
  readonly convert: (stored: StoredPreview, tempPath: string) => Promise<void>;
}

interface Held {
  readonly stored: StoredPreview;
  converted: { readonly path: string; readonly done: Promise<void> } | null;
}

const MOST_PREVIEWS = 24;

const SHOWN_AS_THEY_ARE: Readonly<Partial<Record<OutputFormat, string>>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
};

export function createPreviewStore({ scratch, convert }: PreviewStoreDeps): PreviewStore {
  const held = createNewest<string, Held>(MOST_PREVIEWS);

  async function converted(entry: Held): Promise<MediaFile> {
    if (entry.converted === null) {
      const path = await scratch.take();
      // Somebody else may have asked in the meantime.
      entry.converted ??= { path, done: convert(entry.stored, path) };
      if (entry.converted.path !== path) await scratch.drop([path]);
    }
    const { path, done } = entry.converted;
    try {
      await done;
    } catch (error) {
      entry.converted = null;
      await scratch.drop([path]);
      throw error;
    }
    return { path, contentType: 'image/png' };
  }

  return {
    find: (id) => held.get(id)?.stored,
    open: async (id) => {
      const entry = held.get(id);
      if (entry === undefined) return undefined;
      const contentType = contentTypeOf(entry.stored);
      return contentType === undefined ? converted(entry) : { path: entry.stored.path, contentType };
    },
    add: async (stored) => {
      const gone = held.set(stored.preview.id, { stored, converted: null });
      await scratch.drop(
        gone.flatMap((old) => [old.stored.path, ...(old.converted ? [old.converted.path] : [])]),
      );
    },
  };
}

/** Undefined for what browsers do not show, or show in wrong colours. */
function contentTypeOf({ preview, facts }: StoredPreview): string | undefined {
  return facts?.color === 'cmyk' ? undefined : SHOWN_AS_THEY_ARE[preview.format];
}
