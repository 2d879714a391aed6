import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { at, flat, furthest, image, psnr, raster, render, save, scene } from './testing.ts';

const SAME = Number.POSITIVE_INFINITY;
const picture = scene(300, 200);
const file = await save(await image(picture).png().toBuffer(), 'png');
const jpeg = await save(await image(scene(1203, 802)).jpeg({ quality: 92 }).toBuffer(), 'jpg');

/** Transparent, half transparent and opaque thirds. */
const translucent = await raster(image(picture).ensureAlpha());
for (let y = 0; y < 200; y += 1) {
  for (let x = 0; x < 300; x += 1) {
    translucent.data[(y * 300 + x) * 4 + 3] = x < 100 ? 0 : x < 200 ? 128 : 255;
  }
}
const png = await save(await image(translucent).png().toBuffer(), 'png');

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
