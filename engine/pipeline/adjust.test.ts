import { describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { at, flat, image, psnr, raster, render, save, scene } from './testing.ts';

const SAME = Number.POSITIVE_INFINITY;
const picture = scene(240, 160);
const file = await save(await image(picture).png().toBuffer(), 'png');
const half = await raster(image(picture).resize(120, 80, { fit: 'fill' }));

async function adjusted(adjust: RecipeInput['adjust'], path = file) {
  return render(path, { resize: { width: 120 }, adjust });
}

describe('adjust', () => {
  const cases: [string, RecipeInput['adjust'], ReturnType<typeof image>][] = [
    ['nothing', {}, image(half)],
    ['brightness', { brightness: 1.3 }, image(half).modulate({ brightness: 1.3 })],
    ['saturation', { saturation: 0.4 }, image(half).modulate({ saturation: 0.4 })],
    ['hue', { hue: 90 }, image(half).modulate({ hue: 90 })],
    ['contrast', { contrast: 1.5 }, image(half).linear(1.5, -63.75)],
    ['normalize', { normalize: true }, image(half).normalise({ lower: 1, upper: 99 })],
    ['grey', { grayscale: true }, image(half).grayscale().toColourspace('srgb')],
  ];
  for (const [name, adjust, plain] of cases) {
    it(`changes ${name} as plain sharp does`, async () => {
      const made = await adjusted(adjust);
      const wanted = await raster(plain);
      if (name !== 'grey') {
        expect(psnr(made, wanted)).toBe(SAME);
        return;
      }
      // Raw output of a grey pipeline has one channel; encoders get three equal ones or one.
      const value = (x: number, y: number) => at(made, x, y)[0];
      for (let x = 0; x < 120; x += 7) expect(value(x, 40)).toBe(at(wanted, x, 40)[0]);
    });
  }

  it('lifts the mid-tones by gamma and leaves both ends alone', async () => {
    const greys = flat(3, 1, [0, 0, 0]);
    greys.data.set([0, 0, 0, 128, 128, 128, 255, 255, 255]);
    const made = await render(await save(await image(greys).png().toBuffer(), 'png'), {
      adjust: { gamma: 1.8 },
    });
    expect(at(made, 0, 0)).toEqual([0, 0, 0]);
    expect(Math.abs((at(made, 1, 0)[0] ?? 0) - 255 * (128 / 255) ** (1 / 1.8))).toBeLessThanOrEqual(1);
    expect(at(made, 2, 0)).toEqual([255, 255, 255]);
  });

  it('runs in one order: grey, light and colour, gamma, contrast, normalize', async () => {
    const made = await adjusted({
      brightness: 1.1,
      saturation: 1.2,
      gamma: 1.4,
      contrast: 0.8,
      normalize: true,
    });
    let wanted = await raster(image(half).modulate({ brightness: 1.1, saturation: 1.2 }));
    wanted = await raster(image(wanted).gamma(1, 1.4));
    wanted = await raster(image(wanted).linear(0.8, 127.5 * 0.2));
    wanted = await raster(image(wanted).normalise({ lower: 1, upper: 99 }));
    // Between the steps sharp keeps fractions that bytes round away.
    expect(psnr(made, wanted)).toBeGreaterThan(45);
  });

  it('follows sharpening and canvas', async () => {
    const made = await render(file, {
      resize: { width: 120, sharpen: 'fast' },
      canvas: { padding: 10, fill: '#808080' },
      adjust: { brightness: 1.2 },
    });
    const sharp = await raster(image(half).sharpen());
    const framed = await raster(
      image(sharp).extend({ top: 10, bottom: 10, left: 10, right: 10, background: '#808080' }),
    );
    expect(psnr(made, await raster(image(framed).modulate({ brightness: 1.2 })))).toBe(SAME);
  });

  it('leaves transparency alone', async () => {
    const layer = await raster(image(picture).ensureAlpha(0.6));
    const path = await save(await image(layer).png().toBuffer(), 'png');
    for (const adjust of [
      { grayscale: true },
      { contrast: 1.4 },
      { gamma: 2 },
      { normalize: true },
      { hue: 40 },
    ]) {
      const made = await render(path, {
        adjust,
        watermark: { kind: 'text', text: 'x', gravity: 'north', size: 5 },
      });
      expect([made.channels, at(made, 120, 150)[3]]).toEqual([4, 153]);
    }
  });
});
