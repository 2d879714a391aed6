import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { at, image, psnr, raster, render, save, scene } from './testing.ts';

const SAME = Number.POSITIVE_INFINITY;
const picture = scene(300, 200);
const file = await save(await image(picture).png().toBuffer(), 'png');
const jpeg = await save(await image(scene(1203, 802)).jpeg({ quality: 92 }).toBuffer(), 'jpg');

async function sizeOf(recipe: RecipeInput, of = file): Promise<[number, number]> {
  const { width, height } = await render(of, recipe);
  return [width, height];
}

describe('resize', () => {
  const small = { width: 600, height: 600 };
  const cases: [string, RecipeInput['resize'], [number, number]][] = [
    ['fit', { width: 150, height: 150 }, [150, 100]],
    ['fit, one side', { height: 50 }, [75, 50]],
    ['fit, small source', { ...small }, [300, 200]],
    ['fit, enlarged', { ...small, enlarge: true }, [600, 400]],
    ['fill', { width: 100, height: 100, fit: 'fill' }, [100, 100]],
    ['fill, small source', { ...small, fit: 'fill' }, [300, 200]],
    ['fill, partly small source', { width: 100, height: 400, fit: 'fill' }, [100, 200]],
    ['fill, enlarged', { ...small, fit: 'fill', enlarge: true }, [600, 600]],
    ['fill-down', { width: 100, height: 100, fit: 'fill-down' }, [100, 100]],
    ['fill-down, small source', { ...small, fit: 'fill-down' }, [200, 200]],
    ['fill-down, enlarged', { ...small, fit: 'fill-down', enlarge: true }, [600, 600]],
    ['force', { width: 120, height: 190, fit: 'force' }, [120, 190]],
    ['force, small source', { ...small, fit: 'force' }, [300, 200]],
    ['force, enlarged', { width: 310, height: 500, fit: 'force', enlarge: true }, [310, 500]],
    ['pad', { width: 150, height: 150, fit: 'pad' }, [150, 150]],
    ['pad, small source', { ...small, fit: 'pad' }, [600, 600]],
    ['pad, enlarged', { ...small, fit: 'pad', enlarge: true }, [600, 600]],
    ['long edge', { longEdge: 90 }, [90, 60]],
    ['short edge', { shortEdge: 90 }, [135, 90]],
    ['percent', { percent: 33 }, [99, 66]],
    ['percent, enlarged', { percent: 150, enlarge: true }, [450, 300]],
    ['megapixels', { megapixels: 0.015 }, [150, 100]],
  ];
  for (const [name, resize, size] of cases) {
    it(`gives the right size for ${name}`, async () => {
      expect(await sizeOf({ resize })).toEqual(size);
    });
  }

  it('scales as plain sharp does, from a file and with every kernel', async () => {
    for (const kernel of ['nearest', 'linear', 'cubic', 'mitchell', 'lanczos2', 'lanczos3'] as const) {
      const made = await render(jpeg, { resize: { width: 401, height: 267, fit: 'force', kernel } });
      expect(psnr(made, await raster(sharp(jpeg).resize(401, 267, { fit: 'fill', kernel })))).toBe(SAME);
    }
  });

  it('fills from the side its gravity names', async () => {
    for (const [gravity, left] of [
      ['west', 0],
      ['center', 25],
      ['east', 50],
    ] as const) {
      const made = await render(file, { resize: { width: 100, height: 100, fit: 'fill', gravity } });
      const whole = await raster(image(picture).resize(150, 100, { fit: 'fill' }));
      expect(psnr(made, await raster(image(whole).extract({ left, top: 0, width: 100, height: 100 })))).toBe(
        SAME,
      );
    }
    const focus = await render(file, {
      resize: { width: 100, height: 100, fit: 'fill', gravity: { x: 0.4, y: 0.5 } },
    });
    const whole = await raster(image(picture).resize(150, 100, { fit: 'fill' }));
    expect(
      psnr(focus, await raster(image(whole).extract({ left: 10, top: 0, width: 100, height: 100 }))),
    ).toBe(SAME);
  });

  it('pads with white, or as background and canvas say', async () => {
    const pad = { width: 150, height: 150, fit: 'pad' } as const;
    const inner = image(picture).resize(150, 100, { fit: 'fill' });
    for (const [extra, color] of [
      [{}, '#ffffff'],
      [{ background: { mode: 'flatten', color: '#102030' } }, '#102030'],
      [{ background: { mode: 'whiten' } }, '#ffffff'],
    ] as const) {
      const made = await render(file, { resize: pad, ...extra });
      const wanted = await raster(inner.clone().extend({ top: 25, bottom: 25, background: color }));
      expect(psnr(made, wanted)).toBe(SAME);
    }
    const south = await render(file, { resize: { ...pad, gravity: 'south' } });
    expect(psnr(south, await raster(inner.clone().extend({ top: 50, background: '#fff' })))).toBe(SAME);
    const clear = await render(file, { resize: pad, canvas: { fill: 'transparent' } });
    expect([clear.channels, at(clear, 75, 3)[3], at(clear, 75, 75)[3]]).toEqual([4, 0, 255]);
  });

  it('sharpens what it scaled, not what it adds', async () => {
    const pad = { width: 150, height: 150, fit: 'pad' } as const;
    const scaled = await raster(image(picture).resize(150, 100, { fit: 'fill' }));
    for (const [sharpen, plain] of [
      ['fast', image(scaled).sharpen()],
      ['fine', image(scaled).sharpen({ sigma: 0.8 })],
    ] as const) {
      const wanted = await raster(plain);
      expect(psnr(await render(file, { resize: { width: 150, sharpen } }), wanted)).toBeGreaterThan(55);
      expect(psnr(wanted, scaled)).toBeLessThan(45);
      const padded = await render(file, { resize: { ...pad, sharpen } });
      expect(
        psnr(padded, await raster(image(wanted).extend({ top: 25, bottom: 25, background: '#fff' }))),
      ).toBeGreaterThan(55);
    }
  });

  it('refuses to grow beyond what formats can hold', async () => {
    await expect(render(file, { resize: { width: 16000, enlarge: true } })).rejects.toThrow(
      /RECIPE_NOT_APPLICABLE.*megapixels/,
    );
    await expect(
      render(file, { resize: { percent: 1000, enlarge: true }, canvas: { padding: 7000 } }),
    ).rejects.toThrow(/RECIPE_NOT_APPLICABLE/);
  });
});
