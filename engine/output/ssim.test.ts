import { describe, expect, it } from 'vitest';
import { lumaOfRgb, type Plane, ssim } from './ssim.ts';
import { photo } from './testing.ts';

/** Straight from the paper: mean, variance and covariance of every window by their definitions. */
function naive(a: Plane, b: Plane): number {
  const scores: number[] = [];
  const width = Math.min(8, a.width);
  const height = Math.min(8, a.height);
  const isSmall = a.width < 8 || a.height < 8;
  for (let top = 0; top + height <= (isSmall ? height : a.height); top += 4) {
    for (let left = 0; left + width <= (isSmall ? width : a.width); left += 4) {
      const pick = (plane: Plane) => {
        const values: number[] = [];
        for (let y = top; y < top + (isSmall ? a.height : 8); y++) {
          for (let x = left; x < left + (isSmall ? a.width : 8); x++)
            values.push(plane.values[y * a.width + x] ?? 0);
        }
        return values;
      };
      const [va, vb] = [pick(a), pick(b)];
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const [ma, mb] = [mean(va), mean(vb)];
      const varA = mean(va.map((value) => (value - ma) ** 2));
      const varB = mean(vb.map((value) => (value - mb) ** 2));
      const cov = mean(va.map((value, index) => (value - ma) * ((vb[index] ?? 0) - mb)));
      const [c1, c2] = [6.5025, 58.5225];
      scores.push(((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma ** 2 + mb ** 2 + c1) * (varA + varB + c2)));
    }
  }
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

async function plane(width: number, height: number, seed: number): Promise<Plane> {
  return lumaOfRgb(await photo(width, height, seed).raw().toBuffer(), width, height);
}

const flat = (value: number): Plane => ({ width: 16, height: 16, values: new Float32Array(256).fill(value) });

describe('ssim', () => {
  it('of a picture with itself is 1', async () => {
    const picture = await plane(61, 47, 3);
    expect(ssim(picture, picture)).toBeCloseTo(1, 12);
  });

  it('of two flat greys is what the luminance term gives', () => {
    // 2·100·120 / (100² + 120²), with C1 added to both.
    expect(ssim(flat(100), flat(120))).toBeCloseTo((24_000 + 6.5025) / (24_400 + 6.5025), 10);
  });

  it('of black and white is nearly 0', () => {
    expect(ssim(flat(0), flat(255))).toBeCloseTo(6.5025 / (65_025 + 6.5025), 10);
  });

  it.each([
    [64, 48],
    [61, 47],
    [8, 8],
    [12, 9],
    [11, 30],
    [8, 33],
    [5, 7],
    [1, 20],
  ])('agrees with the definition at %i x %i', async (width, height) => {
    const [a, b] = [await plane(width, height, 1), await plane(width, height, 2)];
    expect(ssim(a, b)).toBeCloseTo(naive(a, b), 9);
  });

  it('refuses planes of different size', async () => {
    const [a, b] = [await plane(8, 9, 1), await plane(9, 8, 1)];
    expect(() => ssim(a, b)).toThrow(RangeError);
  });
});

describe('lumaOfRgb', () => {
  it('weighs the channels as Rec. 601 does', () => {
    const { values } = lumaOfRgb(new Uint8Array([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]), 4, 1);
    expect([...values].map((value) => Math.round(value * 1000) / 1000)).toEqual([
      76.245, 149.685, 29.07, 255,
    ]);
  });
});
