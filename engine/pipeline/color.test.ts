import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import {
  at,
  factsOf,
  flat,
  furthest,
  image,
  psnr,
  raster,
  render,
  renderAll,
  save,
  scene,
} from './testing.ts';

const SAME = Number.POSITIVE_INFINITY;
const picture = scene(900, 600);
const untagged = await save(await image(picture).jpeg({ quality: 95 }).toBuffer(), 'jpg');
const tagged = await save(
  await image(picture).withIccProfile('srgb').jpeg({ quality: 95 }).toBuffer(),
  'jpg',
);
const wide = await save(
  await image(picture)
    .modulate({ saturation: 1.6 })
    .withIccProfile('p3')
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer(),
  'jpg',
);
const cmyk = await save(await image(picture).withIccProfile('cmyk').jpeg({ quality: 95 }).toBuffer(), 'jpg');

const third = { width: 300, height: 200, fit: 'force' } as const;
const small = (file: string, options = {}) => sharp(file, options).resize(300, 200, { fit: 'fill' });

/** Encodes to TIFF, which holds every space without loss, and reads back numbers and profile. */
async function written(file: string, recipe: RecipeInput) {
  const [made] = await renderAll(file, [recipe], async (pipeline, told) => ({
    tiff: await pipeline.tiff({ compression: 'none' }).toBuffer(),
    told,
  }));
  if (made === undefined) throw new Error('nothing was rendered');
  const metadata = await sharp(made.tiff).metadata();
  return { ...made, metadata };
}

async function inkNumbers(tiff: Buffer | string) {
  return raster(sharp(tiff).pipelineColourspace('cmyk').toColourspace('cmyk'));
}

describe('facts', () => {
  it('see what the tests mean', async () => {
    const colors = await Promise.all(
      [untagged, tagged, wide, cmyk].map(async (file) => (await factsOf(file)).color),
    );
    expect(colors).toEqual(['srgb-untagged', 'srgb', 'wide', 'cmyk']);
  });
});

describe('sRGB sources', () => {
  it('give the very pixels of plain sharp, tagged or not', async () => {
    for (const file of [untagged, tagged]) {
      expect(psnr(await render(file, { resize: third }), await raster(small(file)))).toBe(SAME);
      expect(psnr(await render(file, {}), await raster(sharp(file)))).toBe(SAME);
    }
  });

  it('stay tagged when they were, whichever way they go', async () => {
    const icc = (await sharp(tagged).metadata()).icc;
    for (const recipe of [
      { resize: third },
      { resize: third, adjust: { grayscale: true } },
      { resize: third, watermark: { kind: 'text', text: 'x' } },
    ] as RecipeInput[]) {
      expect((await written(tagged, recipe)).metadata.icc).toEqual(icc);
      expect((await written(untagged, recipe)).metadata.icc).toBeUndefined();
      expect((await written(tagged, { ...recipe, color: { embed: false } })).metadata.icc).toBeUndefined();
    }
  });
});

describe('P3 sources', () => {
  it('are converted late, to what an early conversion gives', async () => {
    const reference = await raster(small(wide));
    const made = await render(wide, { resize: third });
    expect(psnr(made, reference)).toBeGreaterThan(45);
    const ignored = await raster(small(wide, { ignoreIcc: true }));
    expect(psnr(ignored, reference)).toBeLessThan(32);
    const { metadata } = await written(wide, { resize: third });
    expect(metadata.icc).toEqual((await sharp(tagged).metadata()).icc);
  });

  it('are sRGB before anything draws on them', async () => {
    const reference = await raster(small(wide));
    const made = await render(wide, { resize: third, canvas: { padding: 20, fill: '#00c040' } });
    expect(at(made, 3, 3)).toEqual([0, 192, 64]);
    const inner = await raster(image(made).extract({ left: 20, top: 20, width: 300, height: 200 }));
    expect(psnr(inner, reference)).toBeGreaterThan(45);
    const adjusted = await render(wide, { resize: third, adjust: { brightness: 1.2 } });
    expect(psnr(adjusted, await raster(image(reference).modulate({ brightness: 1.2 })))).toBeGreaterThan(40);
    const white = await render(wide, { resize: third, canvas: { padding: 20 } });
    expect(at(white, 3, 3)).toEqual([255, 255, 255]);
    expect((await written(wide, { resize: third, canvas: { padding: 20 } })).told.color.convert).toBe(true);
  });

  it('keep their colours in P3 and in their own space', async () => {
    const numbers = await raster(small(wide, { ignoreIcc: true }));
    for (const space of ['p3', 'keep'] as const) {
      const direct = await written(wide, { resize: third, color: { space } });
      expect(direct.metadata.icc?.length).toBe((await sharp(wide).metadata()).icc?.length);
      expect(psnr(await raster(sharp(direct.tiff, { ignoreIcc: true })), numbers)).toBeGreaterThan(45);

      // Through memory, with a colour to draw: the same numbers, and the sRGB green as P3 states it.
      const drawn = await written(wide, {
        resize: third,
        color: { space },
        canvas: { padding: 20, fill: '#00c040' },
      });
      const pixels = await raster(sharp(drawn.tiff, { ignoreIcc: true }));
      const inner = await raster(image(pixels).extract({ left: 20, top: 20, width: 300, height: 200 }));
      expect(psnr(inner, numbers)).toBeGreaterThan(45);
      expect(furthest(at(pixels, 3, 3), [0, 192, 64])).toBeGreaterThan(20);
      expect(furthest(at(await raster(sharp(drawn.tiff)), 3, 3), [0, 192, 64])).toBeLessThanOrEqual(3);
      expect(drawn.metadata.icc?.length).toBe((await sharp(wide).metadata()).icc?.length);
    }
  });

  it('become sRGB, with a word about it, where the format cannot say P3', async () => {
    const made = await render(wide, { resize: third, color: { space: 'p3' }, output: { format: 'gif' } });
    expect(psnr(made, await raster(small(wide)))).toBeGreaterThan(45);
    expect(made.told.warnings).toEqual([
      'GIF files cannot say which colour space they use: the picture was converted to sRGB.',
    ]);
  });

  it('whiten in their own space without losing the profile', async () => {
    const backdrop = await raster(
      image(flat(200, 200, [250, 250, 250]))
        .composite([
          {
            input: Buffer.alloc(60 * 60 * 3, 40),
            raw: { width: 60, height: 60, channels: 3 },
            left: 70,
            top: 70,
          },
        ])
        .removeAlpha(),
    );
    const file = await save(await image(backdrop).withIccProfile('p3').png().toBuffer(), 'png');
    const made = await written(file, { background: { mode: 'whiten' }, color: { space: 'keep' } });
    expect(made.metadata.icc?.length).toBe((await sharp(wide).metadata()).icc?.length);
    expect(at(await raster(sharp(made.tiff, { ignoreIcc: true })), 5, 5)).toEqual([255, 255, 255]);
  });
});

describe('16-bit sources', () => {
  for (const profile of ['srgb', 'p3'] as const) {
    it(`tagged ${profile} become right 8-bit sRGB`, async () => {
      const file = await save(
        await sharp(wide).withIccProfile(profile).toColourspace('rgb16').png().toBuffer(),
        'png',
      );
      expect((await factsOf(file)).color).toBe('other');
      const made = await render(file, { resize: third });
      // The same picture at 8 bits is the reference: plain sharp leaves P3 numbers here.
      expect(psnr(made, await raster(small(wide)))).toBeGreaterThan(38);
    });
  }

  it('without a profile stay as they are', async () => {
    const file = await save(await image(picture).toColourspace('rgb16').png().toBuffer(), 'png');
    expect(
      psnr(
        await render(file, { resize: third }),
        await raster(image(picture).resize(300, 200, { fit: 'fill' })),
      ),
    ).toBeGreaterThan(45);
  });
});

describe('CMYK', () => {
  it('comes in as plain sharp converts it', async () => {
    expect(psnr(await render(cmyk, { resize: third }), await raster(small(cmyk)))).toBe(SAME);
  });

  it('goes out as inks with a profile', async () => {
    const { metadata, tiff, told } = await written(untagged, {
      resize: third,
      color: { space: 'cmyk' },
      output: { format: 'tiff' },
    });
    expect([metadata.space, metadata.channels, told.color.profile]).toEqual(['cmyk', 4, 'cmyk']);
    const wanted = await inkNumbers(
      await small(untagged).withIccProfile('cmyk').tiff({ compression: 'none' }).toBuffer(),
    );
    expect(psnr(await inkNumbers(tiff), wanted)).toBe(SAME);
    // Back on screen it is the same picture, as far as inks reach.
    expect(psnr(await raster(sharp(tiff)), await raster(small(untagged)))).toBeGreaterThan(25);
  });

  it('is kept: numbers and profile', async () => {
    const inks = await raster(
      sharp(cmyk).pipelineColourspace('cmyk').toColourspace('cmyk').resize(300, 200, { fit: 'fill' }),
    );
    for (const space of ['keep', 'cmyk'] as const) {
      const { metadata, tiff } = await written(cmyk, {
        resize: third,
        color: { space },
        output: { format: 'tiff' },
      });
      expect(metadata.icc).toEqual((await sharp(cmyk).metadata()).icc);
      expect(psnr(await inkNumbers(tiff), inks)).toBe(SAME);
    }
    const turned = await written(cmyk, { trim: {}, color: { space: 'keep' }, output: { format: 'tiff' } });
    expect(turned.metadata.space).toBe('cmyk');
  });

  it('is edited in sRGB and comes back, with a word about it', async () => {
    const { metadata, told, tiff } = await written(cmyk, {
      resize: third,
      canvas: { padding: 20 },
      color: { space: 'keep' },
      output: { format: 'tiff' },
    });
    expect([metadata.space, told.warnings.length]).toEqual(['cmyk', 1]);
    expect(furthest(at(await inkNumbers(tiff), 3, 3), [0, 0, 0, 0])).toBeLessThanOrEqual(1);
  });

  it('has no place in PNG', async () => {
    const made = await render(untagged, { color: { space: 'cmyk' }, output: { format: 'png' } });
    expect([made.channels, made.told.warnings[0]]).toEqual([
      3,
      'PNG files cannot hold CMYK: the picture was converted to sRGB.',
    ]);
  });
});

describe('grey sources', () => {
  it('stay the greys they were and take colour when it is drawn on them', async () => {
    const file = await save(
      await image(picture).toColourspace('b-w').jpeg({ quality: 95 }).toBuffer(),
      'jpg',
    );
    expect((await factsOf(file)).color).toBe('gray');
    expect(psnr(await render(file, { resize: third }), await raster(small(file)))).toBe(SAME);
    const drawn = await render(file, { resize: third, canvas: { padding: 20, fill: '#ff2000' } });
    expect([drawn.channels, ...at(drawn, 3, 3)]).toEqual([3, 255, 32, 0]);
    const kept = await render(file, { resize: third, color: { space: 'keep' } });
    expect(psnr(kept, await raster(small(file)))).toBe(SAME);
  });
});
