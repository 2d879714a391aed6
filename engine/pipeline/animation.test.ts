import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';
import { at, flat, image, render, renderAll, save } from './testing.ts';

const COLORS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
] as const;
const frames = COLORS.map((color) =>
  image(flat(60, 40, color))
    .png()
    .toBuffer(),
);
const gif = await save(
  await sharp(await Promise.all(frames), { join: { animated: true } })
    .gif({ delay: [50, 100, 150], loop: 2 })
    .toBuffer(),
  'gif',
);

async function written(recipe: RecipeInput) {
  const [made] = await renderAll(gif, [recipe], async (pipeline, told) => ({
    told,
    metadata: await sharp(await pipeline.webp({ lossless: true }).toBuffer()).metadata(),
  }));
  if (made === undefined) throw new Error('nothing was rendered');
  return made;
}

describe('animation', () => {
  it('keeps its frames, their order and timing', async () => {
    const { metadata, told } = await written({ resize: { width: 30 }, output: { format: 'webp' } });
    expect(metadata).toMatchObject({ pages: 3, height: 20, width: 30, delay: [50, 100, 150], loop: 2 });
    expect(told).toMatchObject({ pages: 3, width: 30, height: 20, warnings: [] });
  });

  it('is cropped, resized and framed frame by frame', async () => {
    const made = await render(gif, {
      crop: { ratio: '1:1', gravity: 'west' },
      resize: { width: 20, height: 10, fit: 'fill' },
      canvas: { padding: 5, fill: '#ffff00' },
    });
    expect([made.width, made.height]).toEqual([30, 60]);
    for (const [frame, [r, g, b]] of COLORS.entries()) {
      expect(at(made, 15, frame * 20 + 10).slice(0, 3)).toEqual([r, g, b]);
      expect(at(made, 15, frame * 20 + 2).slice(0, 3)).toEqual([255, 255, 0]);
    }
  });

  it('is reduced to its first frame, with a word about it, by what frames cannot take', async () => {
    for (const recipe of [
      { orient: { rotate: 90 } },
      { trim: { color: '#123456' } },
      { watermark: { kind: 'text', text: 'x', size: 5 } },
      { canvas: { padding: 4, fill: 'blur' } },
      { resize: { width: 30, sharpen: 'fast' }, canvas: { padding: 4 } },
      { crop: { ratio: '1:1', gravity: 'attention' } },
    ] as RecipeInput[]) {
      const { told } = await written({ ...recipe, output: { format: 'gif' } });
      expect(told.pages).toBe(1);
      expect(told.warnings).toEqual([
        'Only the first of 3 frames was used: this recipe cannot be applied to an animation.',
      ]);
    }
  });

  it('is one picture when asked, or when the format holds no more', async () => {
    const first = await written({ resize: { width: 30 }, output: { format: 'webp', animation: 'first' } });
    expect([first.told.pages, first.told.height, first.told.warnings]).toEqual([1, 20, []]);
    const { told } = await written({ resize: { width: 30 }, output: { format: 'png' } });
    expect([told.pages, told.height, told.warnings]).toEqual([
      1,
      20,
      ['Only the first of 3 frames was used: PNG files hold one picture.'],
    ]);
  });

  it('is not what the pages of a document are', async () => {
    const pages = sharp(await Promise.all(frames), { join: { animated: true } });
    const document = await save(await pages.tiff({ compression: 'none' }).toBuffer(), 'tif');
    const made = await render(document, { output: { format: 'webp' } });
    expect([made.told.pages, made.height, ...at(made, 5, 5).slice(0, 3)]).toEqual([1, 40, 255, 0, 0]);
    expect(made.told.warnings).toEqual(['Only the first of 3 pages was used.']);
  });
});
