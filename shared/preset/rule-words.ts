/** How numbers, shapes and formats read in the sentences about rules. Exact: nothing is rounded past a limit. */
import type { SourceFormat } from '../engine.ts';
import type { OutputFormat } from '../recipe/recipe.ts';

const grouped = new Intl.NumberFormat('en-US');
const FORMAT_NAMES: Readonly<Record<SourceFormat | OutputFormat, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
  tiff: 'TIFF',
  svg: 'SVG',
  heic: 'HEIC',
  jxl: 'JPEG XL',
  psd: 'PSD',
  bmp: 'BMP',
  ico: 'ICO',
  icns: 'ICNS',
};

export function formatName(format: SourceFormat | OutputFormat): string {
  return FORMAT_NAMES[format];
}

/** `1,920` */
export function count(value: number): string {
  return grouped.format(value);
}

export function pixels(value: number): string {
  return `${count(value)} px`;
}

/** `8,000,001 bytes`: a limit missed by one byte must show. */
export function bytes(value: number): string {
  return `${count(value)} ${value === 1 ? 'byte' : 'bytes'}`;
}

/** Two decimals, cut off rather than rounded, so that 97.999 never reads as 98. */
export function percent(share: number): string {
  return `${Math.floor(share * 10_000 + 1e-6) / 100} %`;
}

/** `1,200 × 800 (1.5:1)` */
export function shape(width: number, height: number): string {
  return `${count(width)} × ${count(height)} (${Number((width / height).toFixed(3))}:1)`;
}

/** `JPEG, PNG or GIF` */
export function eitherOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
