import { describe, expect, it } from 'vitest';
import { indexPicture, paint } from './palette.ts';

/** One pixel per colour given, each `count` times. */
function picture(...colors: readonly (readonly [color: number, count: number])[]) {
  const pixels = colors.flatMap(([color, count]) => Array.from({ length: count }, () => color));
  const rgba = Buffer.alloc(pixels.length * 4);
  pixels.forEach((color, index) => {
    rgba.writeUInt32BE(color, index * 4);
  });
  return { rgba, indexed: indexPicture(rgba, pixels.length, 1) };
}

const colorsOf = (rgba: Buffer) => {
  const seen = new Set<number>();
  for (let at = 0; at < rgba.length; at += 4) seen.add(rgba.readUInt32BE(at));
  return [...seen];
};

describe('paint', () => {
  it('changes nothing while there are colours enough', () => {
    const { rgba, indexed } = picture([0xff0000ff, 3], [0x00ff00ff, 2], [0x0000ff80, 1]);
    expect(paint(indexed, 3).equals(rgba)).toBe(true);
    expect(paint(indexed, 256).equals(rgba)).toBe(true);
  });

  it('merges what is alike first, weighted by how often it occurs', () => {
    const { indexed } = picture([0x000000ff, 30], [0x0a0a0aff, 10], [0xffffffff, 5]);
    // (0 x 30 + 10 x 10) / 40 = 2.5
    expect(colorsOf(paint(indexed, 2))).toEqual([0x030303ff, 0xffffffff]);
  });

  it('does not tell transparent colours apart', () => {
    const { indexed } = picture([0xff000000, 9], [0x00ff0000, 9], [0x808080ff, 1], [0x848484ff, 1]);
    expect(colorsOf(paint(indexed, 3))).toContain(0x808080ff);
    expect(colorsOf(paint(indexed, 3))).toContain(0x848484ff);
  });

  it('reaches every number of colours', () => {
    const { indexed } = picture(
      ...Array.from({ length: 60 }, (_, i) => [(i * 0x04030201 + 255) >>> 0, 1 + i] as const),
    );
    for (let wanted = 1; wanted <= 60; wanted++)
      expect(colorsOf(paint(indexed, wanted)).length).toBeLessThanOrEqual(wanted);
  });
});
