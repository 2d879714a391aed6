/** The files that pages were shown: an id stands for one path with one content, and opens nothing else. */
import { hash } from 'node:crypto';
import { EaselError } from '../../../shared/errors.ts';

export interface RegisteredFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Whole milliseconds since 1970. */
  readonly mtimeMs: number;
}

export interface Registry {
  /** The same id as long as the file is unchanged. */
  readonly add: (file: RegisteredFile) => string;
  /** Throws SOURCE_UNKNOWN. */
  readonly find: (id: string) => RegisteredFile;
}

const ID_CHARACTERS = 32;

export function createRegistry(): Registry {
  const files = new Map<string, RegisteredFile>();
  return {
    add: (file) => {
      const id = fileId(file);
      files.set(id, file);
      return id;
    },
    find: (id) => {
      const file = files.get(id);
      if (file === undefined) throw new EaselError('SOURCE_UNKNOWN');
      return file;
    },
  };
}

function fileId({ path, bytes, mtimeMs }: RegisteredFile): string {
  // No path has a NUL in it, so that no two files have the same text.
  return hash('sha256', `${path}\0${bytes}\0${mtimeMs}`, 'hex').slice(0, ID_CHARACTERS);
}
