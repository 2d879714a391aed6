/** Which format an output gets, and the file ending that goes with it. */
import type { SourceFormat } from '../engine.ts';
import type { OutputBlock, OutputFormat } from './recipe.ts';

/** Source formats that Easel also writes; `same` keeps these. */
const WRITABLE_SOURCES: Readonly<Partial<Record<SourceFormat, OutputFormat>>> = {
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
  gif: 'gif',
  tiff: 'tiff',
  ico: 'ico',
};

/** `hasAlpha` is of the source: only a format Easel cannot write asks for it. */
export function resolveFormat(
  output: Pick<OutputBlock, 'format'>,
  source: { readonly sourceFormat: SourceFormat; readonly hasAlpha: boolean },
): OutputFormat {
  if (output.format !== 'same') return output.format;
  return WRITABLE_SOURCES[source.sourceFormat] ?? (source.hasAlpha ? 'png' : 'jpeg');
}

const EXTENSIONS: Readonly<Record<OutputFormat, string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
  gif: 'gif',
  tiff: 'tif',
  ico: 'ico',
  icns: 'icns',
};

/** Without the dot. */
export function fileExtension(format: OutputFormat): string {
  return EXTENSIONS[format];
}
