import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { flat, image, psnr, raster, render, save, scene } from './testing.ts';

const SAME = Number.POSITIVE_INFINITY;
const picture = scene(300, 200);
const file = await save(await image(picture).png().toBuffer(), 'png');
const jpeg = await save(await image(scene(1203, 802)).jpeg({ quality: 92 }).toBuffer(), 'jpg');

async function sizeOf(recipe: RecipeInput, of = file): Promise<[number, number]> {
  const { width, height } = await render(of, recipe);
  return [width, height];
}

describe('crop', () => {
  const places: Record<string, [number, number]> = {
    northwest: [0, 0],
    north: [100, 0],
    northeast: [200, 0],
    west: [0, 75],
    center: [100, 75],
    east: [200, 75],
    southwest: [0, 150],
    south: [100, 150],
    southeast: [200, 150],
  };
  for (const [gravity, [left, top]] of Object.entries(places)) {
    it(`keeps the ${gravity}`, async () => {
      const made = await render(file, {
        crop: { width: 100, height: 50, gravity: gravity as 'north' },
      });
      const wanted = await raster(image(picture).extract({ left, top, width: 100, height: 50 }));
      expect(psnr(made, wanted)).toBe(SAME);
    });
  }

  it('centres on a focus point, as far as the picture reaches', async () => {
    for (const [x, y, left, top] of [
      [0.5, 0.5, 100, 75],
      [0.3, 0.9, 40, 150],
      [1, 0, 200, 0],
    ] as const) {
      const made = await render(file, { crop: { width: 100, height: 50, gravity: { x, y } } });
      const wanted = await raster(image(picture).extract({ left, top, width: 100, height: 50 }));
      expect(psnr(made, wanted)).toBe(SAME);
    }
  });

  it('cuts the largest area of a ratio, and never more than there is', async () => {
    expect(await sizeOf({ crop: { ratio: '1:1' } })).toEqual([200, 200]);
    expect(await sizeOf({ crop: { ratio: '1.91:1' } })).toEqual([300, 157]);
    expect(await sizeOf({ crop: { width: 9000, height: 50 } })).toEqual([300, 50]);
  });

  for (const gravity of ['attention', 'entropy'] as const) {
    it(`finds by ${gravity} what plain sharp finds, and cuts it at full resolution`, async () => {
      // The only thing to see is a coloured, patterned disc to the right.
      const dull = flat(900, 600, [120, 120, 120]);
      const thing = await raster(image(scene(200, 200)));
      const busy = await raster(
        image(dull)
          .composite([
            { input: thing.data, raw: { width: 200, height: 200, channels: 3 }, left: 620, top: 210 },
          ])
          .removeAlpha(),
      );
      const source = await save(await image(busy).png().toBuffer(), 'png');
      const made = await render(source, { crop: { width: 400, height: 600, gravity } });
      const plain = await image(busy)
        .resize(400, 600, { position: gravity })
        .raw()
        .toBuffer({ resolveWithObject: true });
      const left = -(plain.info.cropOffsetLeft ?? 0);
      // Both place a 400 pixel window over the 200 pixel thing, give or take the search's own step.
      const matches = await Promise.all(
        Array.from({ length: 61 }, async (_, shift) => {
          const x = Math.min(500, Math.max(0, left - 30 + shift));
          return psnr(made, await raster(image(busy).extract({ left: x, top: 0, width: 400, height: 600 })));
        }),
      );
      expect(Math.max(...matches)).toBe(SAME);
    });

    it(`fills by ${gravity} exactly as plain sharp does`, async () => {
      const made = await render(jpeg, { resize: { width: 200, height: 200, fit: 'fill', gravity } });
      const plain = await raster(sharp(jpeg).resize(200, 200, { fit: 'cover', position: gravity }));
      expect(psnr(made, plain)).toBe(SAME);
      const turned = await render(jpeg, {
        orient: { rotate: 90 },
        resize: { width: 200, height: 240, fit: 'fill', gravity },
      });
      const upright = await raster(sharp(jpeg).rotate(90));
      expect(
        psnr(turned, await raster(image(upright).resize(200, 240, { position: gravity }))),
      ).toBeGreaterThan(30);
    });
  }
});
