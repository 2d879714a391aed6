/** Endings of the files Easel reads, and what each promises; what a file really is only its content tells. */
import type { SourceFormat } from './engine.ts';

const SOURCE_ENDINGS: Readonly<Record<string, readonly SourceFormat[]>> = {
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  jpe: ['jpeg'],
  jfif: ['jpeg'],
  jif: ['jpeg'],
  pjpeg: ['jpeg'],
  mpo: ['jpeg'],
  insp: ['jpeg'],
  png: ['png'],
  apng: ['png'],
  webp: ['webp'],
  avif: ['avif'],
  avifs: ['avif'],
  gif: ['gif'],
  tif: ['tiff'],
  tiff: ['tiff'],
  svg: ['svg'],
  // HEIF is the container of both.
  heic: ['heic'],
  heics: ['heic'],
  heif: ['heic', 'avif'],
  heifs: ['heic', 'avif'],
  hif: ['heic', 'avif'],
  jxl: ['jxl'],
  psd: ['psd'],
  bmp: ['bmp'],
  dib: ['bmp'],
  ico: ['ico'],
};

/** All of them, for file dialogs and file associations. */
export const READABLE_ENDINGS: readonly string[] = Object.keys(SOURCE_ENDINGS);

/** Lower-case ending of a path's last part, without the dot; '' when there is none. */
export function endingOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  // Trailing dots and spaces are slips of renaming, not part of the ending.
  const trimmed = name.replace(/[\s.]+$/u, '');
  const dot = trimmed.lastIndexOf('.');
  return dot <= 0 ? '' : trimmed.slice(dot + 1).toLowerCase();
}

/** What a file with this lower-case ending holds; undefined when Easel reads no such files. */
export function formatsOfEnding(ending: string): readonly SourceFormat[] | undefined {
  // An ending such as `constructor` must not find what objects inherit.
  return Object.hasOwn(SOURCE_ENDINGS, ending) ? SOURCE_ENDINGS[ending] : undefined;
}
