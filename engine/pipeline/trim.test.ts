import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { at, flat, image, psnr, raster, render, save, scene } from './testing.ts';

const SAME = Number.POSITIVE_INFINITY;
const picture = scene(300, 200);
const file = await save(await image(picture).png().toBuffer(), 'png');

async function sizeOf(recipe: RecipeInput, of = file): Promise<[number, number]> {
  const { width, height } = await render(of, recipe);
  return [width, height];
}

describe('trim', () => {
  it('cuts the border that matches the top left pixel, then resizes what is left', async () => {
    const bordered = image(picture).extend({
      top: 11,
      left: 23,
      right: 7,
      bottom: 40,
      background: '#f0f0f0',
    });
    const framed = await save(await bordered.png().toBuffer(), 'png');
    expect(psnr(await render(framed, { trim: {} }), picture)).toBe(SAME);
    const half = await render(framed, { trim: {}, resize: { percent: 50 } });
    expect(psnr(half, await raster(image(picture).resize(150, 100, { fit: 'fill' })))).toBe(SAME);
  });

  it('looks at the upright picture', async () => {
    // Stored on its side: the upright top left corner is the stored bottom left one.
    const upright = await raster(
      image(flat(60, 40, [200, 30, 30])).extend({ left: 10, background: '#0000ff' }),
    );
    const stored = await raster(image(upright).rotate(270));
    const turned = await save(await image(stored).withMetadata({ orientation: 6 }).png().toBuffer(), 'png');
    const made = await render(turned, { trim: {} });
    expect([made.width, made.height, ...at(made, 0, 0)]).toEqual([60, 40, 200, 30, 30]);
  });

  it('takes a colour to cut, and leaves a picture alone that is nothing but border', async () => {
    const red = await raster(image(flat(40, 30, [255, 0, 0])).extend({ top: 6, background: '#00ff00' }));
    const topped = await save(await image(red).png().toBuffer(), 'png');
    expect(await sizeOf({ trim: { color: '#00ff00' } }, topped)).toEqual([40, 30]);
    expect(await sizeOf({ trim: { color: '#0000ff' } }, topped)).toEqual([40, 36]);
    const plain = await save(
      await image(flat(20, 20, [9, 9, 9]))
        .png()
        .toBuffer(),
      'png',
    );
    expect(await sizeOf({ trim: {} }, plain)).toEqual([20, 20]);
    const dot = await save(
      await image(flat(2, 1, [9, 9, 9]))
        .png()
        .toBuffer(),
      'png',
    );
    expect(await sizeOf({ trim: {} }, dot)).toEqual([2, 1]);
  });

  it('finds exactly what plain sharp finds', async () => {
    const grainy = await raster(
      image(scene(160, 120)).extend({ top: 9, left: 31, right: 14, bottom: 22, background: '#e8e0d8' }),
    );
    let seed = 3;
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed >>> 8;
    };
    // Grain, and specks that a median forgives.
    for (let at = 0; at < grainy.data.length; at += 1) {
      grainy.data[at] = Math.max(0, Math.min(255, (grainy.data[at] ?? 0) + (random() % 9) - 4));
    }
    for (let speck = 0; speck < 30; speck += 1) grainy.data[random() % grainy.data.length] = 0;
    const clear = await raster(image(grainy).ensureAlpha());
    for (let pixel = 0; pixel < clear.width * clear.height; pixel += 1) {
      const x = pixel % clear.width;
      clear.data[pixel * 4 + 3] = x < 40 ? 0 : x > 180 ? 120 : 255;
    }
    for (const source of [grainy, clear]) {
      const path = await save(await image(source).png().toBuffer(), 'png');
      for (const trim of [
        {},
        { threshold: 4 },
        { threshold: 60 },
        { color: '#e8e0d8' },
        { color: '#000000' },
      ]) {
        const plain = image(source).trim({
          threshold: trim.threshold ?? 10,
          ...(trim.color === undefined ? {} : { background: trim.color }),
        });
        expect(psnr(await render(path, { trim }), await raster(plain)), JSON.stringify(trim)).toBe(SAME);
      }
    }
  });

  it('keeps the late colour conversion of a wide picture', async () => {
    const framed = image(scene(600, 400)).extend({ left: 50, bottom: 30, background: '#ffffff' });
    const wide = await save(
      await framed.withMetadata({ orientation: 6 }).withIccProfile('p3').png().toBuffer(),
      'png',
    );
    const made = await render(wide, { trim: {}, resize: { percent: 50 }, crop: { ratio: '1:1' } });
    expect([made.width, made.height, made.told.color.convert]).toEqual([200, 200, true]);
    const plain = await raster(sharp(wide).autoOrient());
    const area = await raster(image(plain).extract({ left: 30, top: 150, width: 400, height: 400 }));
    expect(psnr(made, await raster(image(area).resize(200, 200)))).toBeGreaterThan(40);
  });

  it('cuts transparent borders', async () => {
    const clear = await raster(image(picture).ensureAlpha().extend({ left: 30, background: '#00000000' }));
    const png = await save(await image(clear).png().toBuffer(), 'png');
    expect(await sizeOf({ trim: {} }, png)).toEqual([300, 200]);
  });
});
