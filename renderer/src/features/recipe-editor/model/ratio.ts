/** Shapes as `4:5`: made from sides, swapped, and the ones people use most. */

export const COMMON_RATIOS = ['1:1', '4:5', '2:3', '9:16', '5:4', '3:2', '4:3', '16:9', '1.91:1'] as const;

/** `1080, 1350` is `4:5`. */
export function ratioOf(width: number, height: number): string {
  const divisor = greatestDivisor(width, height);
  return `${width / divisor}:${height / divisor}`;
}

/** Upright becomes lying and back. */
export function turnRatio(ratio: string): string {
  return ratio.split(':').toReversed().join(':');
}

/** Sides of that shape whose longer one is `longest` pixels. */
export function sidesOf(ratio: string, longest: number): { readonly width: number; readonly height: number } {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  const scale = longest / Math.max(across, down);
  return {
    width: Math.max(1, Math.round(across * scale)),
    height: Math.max(1, Math.round(down * scale)),
  };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
