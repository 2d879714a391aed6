/** How a result's size compares with its source's. */
import type { Format } from '../../../format/format.ts';

/** -0.94 for 94 % less, above 0 when it grew; null when unknown. */
export function sizeChange(bytesIn: number | null, bytesOut: number | null): number | null {
  if (bytesIn === null || bytesOut === null || bytesIn === 0) return null;
  return bytesOut / bytesIn - 1;
}

/** `−94%`, `+12%` */
export function changeWords(change: number, format: Pick<Format, 'percent'>): string {
  const size = format.percent(Math.abs(change));
  if (change === 0) return size;
  return `${change < 0 ? '\u2212' : '+'}${size}`;
}
