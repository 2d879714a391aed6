/** Files to work on: what is in the folders a person dropped, what each file is, and where files may come from. */
import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import type { SourceFacts } from '../engine.ts';
import type { Failure } from '../errors.ts';
import { action, ON_THIS_COMPUTER, WITH_INTERFACE } from './action.ts';
import { FilePath, MediaId } from './fields.ts';

/** A file that may be an image, by its name. */
export interface SourceFile {
  /** For `sources.facts`, previews and thumbnails; the same as long as the file is unchanged. */
  readonly id: string;
  readonly path: string;
  readonly name: string;
  /** Folder below the folder that was named, with `/`; empty for a file named directly. */
  readonly relativeDir: string;
  readonly bytes: number;
  /** Epoch milliseconds. */
  readonly mtimeMs: number;
}

/** Files come in groups as folders are read. */
export interface ScanEvent {
  readonly files: readonly SourceFile[];
  /** Files passed over because nothing reads such files. */
  readonly passedOver: number;
}

export type SourceLook =
  | { readonly id: string; readonly ok: true; readonly facts: SourceFacts }
  | { readonly id: string; readonly ok: false; readonly failure: Failure };

export interface FolderListing {
  readonly path: string;
  /** Null at the top of what may be seen. */
  readonly parent: string | null;
  readonly folders: readonly { readonly name: string; readonly path: string }[];
  /** Images directly in the folder. */
  readonly images: number;
  /** False for a folder that is not there yet, and may be made. */
  readonly exists: boolean;
}

const read = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'source.read', success: 'call' },
  surface: ON_THIS_COMPUTER,
});

export const sources = {
  scan: read
    .input(
      z.strictObject({ paths: z.array(FilePath).min(1).max(20_000), recursive: z.boolean().default(true) }),
    )
    .output(eventIterator(type<ScanEvent>())),
  /** Format, size in pixels, colour: read from the files' headers, a screenful at a time. */
  facts: read
    .input(z.strictObject({ ids: z.array(MediaId).min(1).max(200) }))
    .output(type<readonly SourceLook[]>()),
  /** Folders a page may choose from; null lists the places files may come from. */
  browse: action({
    access: 'anyone',
    meter: 'none',
    audit: { action: 'source.read', success: 'call' },
    surface: WITH_INTERFACE,
  })
    .input(z.strictObject({ path: FilePath.nullable() }))
    .output(type<FolderListing>()),
};
