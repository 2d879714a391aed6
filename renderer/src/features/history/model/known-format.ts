/** A format of a record as one of ours; a newer Easel may have written others. */
import type { OutputFormat } from '../../../../../shared/recipe/recipe.ts';

const FORMATS = [
  'jpeg',
  'png',
  'webp',
  'avif',
  'gif',
  'tiff',
  'ico',
  'icns',
] as const satisfies readonly OutputFormat[];

export function knownFormat(format: string): OutputFormat | null {
  return FORMATS.find((known) => known === format) ?? null;
}
