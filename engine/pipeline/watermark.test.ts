import { describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import type { Raster } from './draft.ts';
import { at, flat, image, psnr, raster, render, save, scene } from './testing.ts';
import { placeMark } from './watermark.ts';

const base = flat(400, 300, [100, 100, 100]);
const file = await save(await image(base).png().toBuffer(), 'png');
const logo = await save(
  await image(flat(50, 25, [255, 0, 0]))
    .png()
    .toBuffer(),
  'png',
);
const svg = await save(
  Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2" width="4" height="2"><circle cx="2" cy="1" r="1" fill="#00f"/></svg>',
  ),
  'svg',
);

type Mark = NonNullable<RecipeInput['watermark']>;

async function marked(mark: Partial<Mark>, path = file): Promise<Raster> {
  return render(path, { watermark: { kind: 'image', path: logo, ...mark } as Mark });
}

/** Bounding box of every pixel that is not the base's grey. */
function extent(made: Raster) {
  let [left, top, right, bottom] = [made.width, made.height, 0, 0];
  for (let y = 0; y < made.height; y += 1) {
    for (let x = 0; x < made.width; x += 1) {
      if (at(made, x, y).every((value) => Math.abs(value - 100) <= 2)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}

describe('watermark picture', () => {
  const places: [string, number, number][] = [
    ['northwest', 12, 9],
    ['north', 160, 9],
    ['northeast', 308, 9],
    ['west', 12, 130],
    ['center', 160, 130],
    ['east', 308, 130],
    ['southwest', 12, 251],
    ['south', 160, 251],
    ['southeast', 308, 251],
  ];
  for (const [gravity, left, top] of places) {
    it(`sits at the ${gravity}, 3 % from the edges, a fifth of the width`, async () => {
      const made = await marked({ gravity: gravity as 'north' });
      expect(extent(made)).toEqual({ left, top, width: 80, height: 40 });
      expect(made.channels).toBe(3);
    });
  }

  it('mixes by its opacity', async () => {
    const mixed = at(await marked({ opacity: 0.25 }), 320, 265);
    expect(mixed[0]).toBeGreaterThanOrEqual(138);
    expect(mixed[0]).toBeLessThanOrEqual(140);
    expect([74, 75]).toContain(mixed[1]);
    expect(at(await marked({ opacity: 1 }), 320, 265)).toEqual([255, 0, 0]);
    expect(psnr(await marked({ opacity: 0 }), base)).toBe(Number.POSITIVE_INFINITY);
  });

  it('takes its size and margin as asked, and never leaves the picture', async () => {
    expect(extent(await marked({ size: 50, margin: 0, gravity: 'northwest' }))).toEqual({
      left: 0,
      top: 0,
      width: 200,
      height: 100,
    });
    expect(extent(await marked({ margin: 5 }))).toEqual({ left: 315, top: 255, width: 80, height: 40 });
    const tall = await save(
      await image(flat(10, 100, [0, 0, 0]))
        .png()
        .toBuffer(),
      'png',
    );
    expect(extent(await marked({ path: tall, size: 100, margin: '50%' }))).toMatchObject({
      top: 0,
      height: 300,
      width: 30,
    });
    expect(
      placeMark({ width: 8, height: 8 }, { width: 8, height: 8 }, 'southeast', { x: 3, y: 3 }),
    ).toMatchObject({ left: 0, top: 0 });
  });

  it('turns clockwise', async () => {
    const made = await marked({ angle: 90, opacity: 1, gravity: 'center' });
    expect(extent(made)).toEqual({ left: 180, top: 110, width: 40, height: 80 });
    const tilted = extent(await marked({ angle: 45, opacity: 1, gravity: 'center' }));
    expect(Math.abs(tilted.width - (80 + 40) * Math.SQRT1_2)).toBeLessThan(4);
  });

  it('repeats over the whole picture, one margin apart', async () => {
    const made = await marked({ tile: true, opacity: 1, size: 10, margin: 10 });
    for (const [x, y] of [
      [30, 20],
      [80, 50],
      [380, 280],
      [30, 290],
    ] as const) {
      expect(at(made, x, y)).toEqual(x % 50 >= 10 && y % 30 >= 10 ? [255, 0, 0] : [100, 100, 100]);
    }
    expect(at(made, 4, 20)).toEqual([100, 100, 100]);
    expect(at(made, 11, 11)).toEqual([255, 0, 0]);
    // A cell larger than the picture leaves one mark.
    const one = await marked({ tile: true, opacity: 1, size: 100, margin: '40%' });
    expect([one.width, one.height]).toEqual([400, 300]);
  });

  it('is drawn from vectors at its final size', async () => {
    const made = await marked({ path: svg, opacity: 1, size: 50, margin: 0, gravity: 'northwest' });
    const box = extent(made);
    expect(box).toEqual({ left: 50, top: 0, width: 100, height: 100 });
    expect(at(made, 100, 50)).toEqual([0, 0, 255]);
    // A circle drawn large has a sharp edge: from blue to grey within two pixels.
    expect(at(made, 48, 50)).toEqual([100, 100, 100]);
    expect(at(made, 52, 50)).toEqual([0, 0, 255]);
  });

  it('names what is wrong with its file', async () => {
    await expect(marked({ path: '/nowhere/logo.png' })).rejects.toThrow(
      /RECIPE_NOT_APPLICABLE.*watermark picture/,
    );
  });

  it('keeps transparency and covers it', async () => {
    const clear = await save(
      await image(flat(400, 300, [100, 100, 100, 0]))
        .png()
        .toBuffer(),
      'png',
    );
    const made = await render(clear, { watermark: { kind: 'image', path: logo, opacity: 1 } });
    expect([made.channels, at(made, 5, 5)[3], ...at(made, 320, 265)]).toEqual([4, 0, 255, 0, 0, 255]);
  });
});

describe('watermark text', () => {
  const text = { kind: 'text', text: '© Easel & Söhne <x>', opacity: 1, color: '#00ff00' } as const;

  it('is as wide as asked, in its colour, within its margin', async () => {
    for (const size of [10, 40, 90]) {
      // Letters of a few pixels have no pixel of their own.
      const legible = size > 10;
      const made = await render(file, { watermark: { ...text, size, margin: 4 } });
      const box = extent(made);
      expect(Math.abs(box.width - 4 * size)).toBeLessThanOrEqual(3);
      expect(396 - (box.left + box.width)).toBeLessThanOrEqual(3);
      expect(296 - (box.top + box.height)).toBeLessThanOrEqual(3);
      const solid = Array.from({ length: box.width * box.height }, (_, i) =>
        at(made, box.left + (i % box.width), box.top + Math.floor(i / box.width)),
      );
      expect(solid.some(([r = 0, g = 0, b = 0]) => r < 8 && g > 247 && b < 8) || !legible).toBe(true);
    }
  });

  it('looks the same on a large and a small picture', async () => {
    const large = await render(
      await save(
        await image(flat(1600, 1200, [100, 100, 100]))
          .png()
          .toBuffer(),
        'png',
      ),
      {
        watermark: { ...text, size: 40 },
      },
    );
    const small = await render(file, { watermark: { ...text, size: 40 } });
    expect(psnr(await raster(image(large).resize(400, 300)), small)).toBeGreaterThan(28);
  });

  it('is coloured on a picture turned grey', async () => {
    const photo = await save(await image(scene(200, 150)).png().toBuffer(), 'png');
    const made = await render(photo, {
      adjust: { grayscale: true },
      watermark: { ...text, size: 90, gravity: 'center' },
    });
    let green = 0;
    for (let x = 0; x < 200; x += 1) {
      for (let y = 60; y < 90; y += 1) {
        const [r = 0, g = 0] = at(made, x, y);
        if (g - r > 100) green += 1;
      }
    }
    expect([made.channels, green > 100]).toEqual([3, true]);
    const [r, g, b] = at(made, 2, 2);
    expect([g, b]).toEqual([r, r]);
  });
});
