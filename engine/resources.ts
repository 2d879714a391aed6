/** Files that ship with Easel and that the engine reads: fonts. */
import { join } from 'node:path';

/** The host says where they are; from source they stand beside the engine. */
const FOLDER = process.env.EASEL_RESOURCES || join(import.meta.dirname, '..', 'resources');

export function resourcePath(...parts: readonly string[]): string {
  return join(FOLDER, ...parts);
}
