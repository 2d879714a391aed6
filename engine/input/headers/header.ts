/** What a format's own header tells before any library has seen the file. */
import { EaselError } from '../../../shared/errors.ts';

export interface Header {
  /** Stored pixels of one frame, before any EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** Frames or pages the file holds. */
  readonly frames: number;
  /** Frames follow each other in time and may all be decoded together, unlike the pages of a document. */
  readonly animated: boolean;
  /** False when the file provably ends before the picture does. */
  readonly complete: boolean;
}

export function broken(reason: string): EaselError {
  return new EaselError('INPUT_BROKEN', { reason });
}

export function unsupported(format: string): EaselError {
  return new EaselError('INPUT_UNSUPPORTED', { format });
}
