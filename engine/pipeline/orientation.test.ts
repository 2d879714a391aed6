import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { exifTurn, recipeTurn, turnSize, unturnRect } from './orientation.ts';
import { image, psnr, raster, render, renderAll, save, scene } from './testing.ts';

const upright = scene(120, 80);

/** Stores the upright scene the way a camera held in this orientation would. */
async function stored(orientation: number, format: 'png' | 'tiff' | 'jpeg' = 'png'): Promise<string> {
  const undo = [
    (i: ReturnType<typeof image>) => i,
    (i: ReturnType<typeof image>) => i.flop(),
    (i: ReturnType<typeof image>) => i.rotate(180),
    (i: ReturnType<typeof image>) => i.flip(),
    (i: ReturnType<typeof image>) => i.flop().rotate(270),
    (i: ReturnType<typeof image>) => i.rotate(270),
    (i: ReturnType<typeof image>) => i.flop().rotate(90),
    (i: ReturnType<typeof image>) => i.rotate(90),
  ][orientation - 1];
  const turned = await raster(undo?.(image(upright)) ?? image(upright));
  const file = image(turned).withMetadata({ orientation });
  return save(await (format === 'jpeg' ? file.jpeg({ quality: 95 }) : file[format]()).toBuffer(), format);
}

describe('orientation', () => {
  for (let orientation = 1; orientation <= 8; orientation += 1) {
    it(`lands upright from EXIF ${orientation}, whatever follows`, async () => {
      const file = await stored(orientation);
      expect(psnr(await render(file, {}), upright)).toBe(Number.POSITIVE_INFINITY);

      const resized = await render(file, { resize: { width: 60 } });
      const wanted = await raster(image(upright).resize(60, 40, { fit: 'fill' }));
      expect(psnr(resized, wanted)).toBeGreaterThan(45);

      const cropped = await render(file, {
        crop: { width: 70, height: 30, gravity: 'northeast' },
        resize: { width: 20, height: 20, fit: 'fill', gravity: 'west' },
      });
      const area = image(upright).extract({ left: 50, top: 0, width: 70, height: 30 });
      const whole = await raster(area.resize(47, 20, { fit: 'fill' }));
      const cut = await raster(image(whole).extract({ left: 0, top: 0, width: 20, height: 20 }));
      expect(psnr(cropped, cut)).toBeGreaterThan(40);

      const turned = await render(file, { orient: { rotate: 90, flop: true } });
      const first = await raster(image(upright).rotate(90));
      expect(psnr(turned, await raster(image(first).flop()))).toBe(Number.POSITIVE_INFINITY);
    });
  }

  it('leaves no orientation tag that would turn the picture again', async () => {
    const file = await stored(6, 'tiff');
    for (const recipe of [{}, { orient: { auto: false } }, { resize: { width: 30 } }]) {
      const [tiff] = await renderAll(file, [recipe], (pipeline) => pipeline.keepExif().tiff().toBuffer());
      const { orientation } = await sharp(tiff).metadata();
      expect(orientation ?? 1).toBe(1);
    }
  });

  it('takes pixels as stored when not asked to turn them', async () => {
    const made = await render(await stored(6), { orient: { auto: false } });
    expect([made.width, made.height]).toEqual([80, 120]);
    expect(psnr(made, await raster(image(upright).rotate(270)))).toBe(Number.POSITIVE_INFINITY);
  });

  it('flips after it rotates', async () => {
    const file = await stored(1);
    for (const rotate of [0, 90, 180, 270] as const) {
      for (const [flip, flop] of [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ] as const) {
        let wanted = await raster(image(upright).rotate(rotate));
        if (flip) wanted = await raster(image(wanted).flip());
        if (flop) wanted = await raster(image(wanted).flop());
        const made = await render(file, { orient: { rotate, flip, flop } });
        expect(psnr(made, wanted)).toBe(Number.POSITIVE_INFINITY);
      }
    }
  });

  it('finds rectangles of the turned picture in the stored one', () => {
    const before = { width: 10, height: 6 };
    for (let orientation = 1; orientation <= 8; orientation += 1) {
      const turn = exifTurn(orientation);
      const after = turnSize(before, turn);
      const corner = unturnRect({ left: 0, top: 0, width: 2, height: 1 }, before, turn);
      const whole = unturnRect({ left: 0, top: 0, ...after }, before, turn);
      expect(whole).toEqual({ left: 0, top: 0, ...before });
      expect(corner.left + corner.width).toBeLessThanOrEqual(10);
      expect(corner.top + corner.height).toBeLessThanOrEqual(6);
    }
  });

  it('knows that two mirrors are half a turn', () => {
    expect(recipeTurn({ auto: true, rotate: 90, flip: true, flop: true })).toEqual({
      mirror: false,
      quarters: 3,
    });
  });
});
