import { describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { at, furthest, image, psnr, raster, render, save, scene } from './testing.ts';

const SAME = Number.POSITIVE_INFINITY;
const picture = scene(300, 200);
const file = await save(await image(picture).png().toBuffer(), 'png');

/** Transparent, half transparent and opaque thirds. */
const translucent = await raster(image(picture).ensureAlpha());
for (let y = 0; y < 200; y += 1) {
  for (let x = 0; x < 300; x += 1) {
    translucent.data[(y * 300 + x) * 4 + 3] = x < 100 ? 0 : x < 200 ? 128 : 255;
  }
}
const png = await save(await image(translucent).png().toBuffer(), 'png');

describe('canvas', () => {
  it('pads, grows to a size or a ratio, and places the picture', async () => {
    const cases: [RecipeInput['canvas'], [number, number], [number, number]][] = [
      [{ padding: 10 }, [320, 220], [10, 10]],
      [{ padding: '10%' }, [360, 240], [30, 20]],
      [{ padding: { left: 5, bottom: '50%' } }, [305, 300], [5, 0]],
      [{ width: 400, height: 100 }, [400, 200], [50, 0]],
      [{ ratio: '1:1' }, [300, 300], [0, 50]],
      [{ ratio: '2:1', gravity: 'east' }, [400, 200], [100, 0]],
      [{ ratio: '1:1', padding: 10, gravity: 'southwest' }, [320, 320], [10, 110]],
    ];
    for (const [canvas, size, [left, top]] of cases) {
      const made = await render(file, { canvas: { ...canvas, fill: '#0a141e' } });
      expect([made.width, made.height]).toEqual(size);
      const inner = await raster(image(made).extract({ left, top, width: 300, height: 200 }));
      expect(psnr(inner, picture)).toBe(SAME);
      const corner = left > 0 || top > 0 ? at(made, 0, 0) : at(made, made.width - 1, made.height - 1);
      expect(corner).toEqual([10, 20, 30]);
    }
  });

  it('can be translucent, and is laid on white where the format has no alpha', async () => {
    const half = await render(file, {
      canvas: { padding: 10, fill: '#ff000080' },
      output: { format: 'png' },
    });
    expect(at(half, 2, 2)).toEqual([255, 0, 0, 128]);
    const jpg = await render(file, {
      canvas: { padding: 10, fill: 'transparent' },
      output: { format: 'jpeg' },
    });
    expect([jpg.channels, jpg.told.hasAlpha, ...at(jpg, 2, 2)]).toEqual([3, false, 255, 255, 255]);
  });

  it('shows the picture itself, enlarged and blurred', async () => {
    const made = await render(file, {
      resize: { width: 150 },
      background: { mode: 'blur', amount: 8 },
      canvas: { ratio: '1:1' },
    });
    const inner = await raster(image(picture).resize(150, 100, { fit: 'fill' }));
    const blurred = await raster(image(inner).resize(150, 150, { fit: 'cover' }));
    const backdrop = await raster(image(blurred).blur(12));
    expect([made.width, made.height, made.channels]).toEqual([150, 150, 3]);
    expect(
      psnr(await raster(image(made).extract({ left: 0, top: 25, width: 150, height: 100 })), inner),
    ).toBe(SAME);
    const strip = { left: 0, top: 0, width: 150, height: 24 };
    expect(
      psnr(await raster(image(made).extract(strip)), await raster(image(backdrop).extract(strip))),
    ).toBeGreaterThan(35);
  });
});

describe('background', () => {
  it('flattens as plain sharp does', async () => {
    for (const color of ['#ffffff', '#3366cc']) {
      const made = await render(png, { background: { mode: 'flatten', color }, resize: { width: 150 } });
      const wanted = await raster(
        image(translucent).flatten({ background: color }).resize(150, 100, { fit: 'fill' }),
      );
      expect(psnr(made, wanted)).toBe(SAME);
      expect(made.told.hasAlpha).toBe(false);
    }
  });

  it('keeps transparency, except for JPEG, which gets white and not black', async () => {
    const kept = await render(png, { resize: { width: 150 } });
    expect(psnr(kept, await raster(image(translucent).resize(150, 100, { fit: 'fill' })))).toBe(SAME);
    const jpg = await render(png, { output: { format: 'jpeg' } });
    expect(at(jpg, 20, 20)).toEqual([255, 255, 255]);
  });

  it('blurs behind transparent pixels', async () => {
    const made = await render(png, { background: { mode: 'blur' } });
    expect([made.channels, made.told.hasAlpha]).toEqual([3, false]);
    expect(
      psnr(
        await raster(image(made).extract({ left: 200, top: 0, width: 100, height: 200 })),
        await raster(image(picture).extract({ left: 200, top: 0, width: 100, height: 200 })),
      ),
    ).toBe(SAME);
    expect(furthest(at(made, 20, 100), [0, 0, 0])).toBeGreaterThan(60);
  });
});
