/** Recipes read as people would say them, in both languages. */
import { describe, expect, it } from 'vitest';
import type { RecipeInput } from '../../../../../shared/recipe/recipe.schema.ts';
import { blockWords, briefWords, recipeWords } from './recipe-words.ts';
import { recipe, speakerOf } from './testing.ts';

describe('in English', () => {
  it.each<[string, RecipeInput, Parameters<typeof blockWords>[1]]>([
    ['Turned upright', {}, 'orient'],
    ['As the file lies, turned 90° clockwise', { orient: { auto: false, rotate: 90 } }, 'orient'],
    ['Borders of white are cut off', { trim: { color: '#FFFFFF' } }, 'trim'],
    ['Cut to 4:5, keeps the top right', { crop: { ratio: '4:5', gravity: 'northeast' } }, 'crop'],
    [
      'Cut to 1080 × 1350 px, keeps a point 50% from the left and 12.5% from the top',
      { crop: { width: 1080, height: 1350, gravity: { x: 0.5, y: 0.125 } } },
      'crop',
    ],
    ['A near-white backdrop becomes pure white', { background: { mode: 'whiten' } }, 'background'],
    ['Longer side 1600 px, finely sharpened', { resize: { longEdge: 1600, sharpen: 'fine' } }, 'resize'],
    [
      '1080 × 1080 px, cut to fill, keeps what people look at first, small images grow',
      { resize: { width: 1080, height: 1080, fit: 'fill', gravity: 'attention', enlarge: true } },
      'resize',
    ],
    ['1920 px wide', { resize: { width: 1920 } }, 'resize'],
    [
      '1200 × 630 px, cut to fill, keeps the centre, small images stay small',
      { resize: { width: 1200, height: 630, fit: 'fill-down' } },
      'resize',
    ],
    ['sRGB', {}, 'color'],
    ['12.5% of its size', { resize: { percent: 12.5 } }, 'resize'],
    [
      '5% on every side, extended to 1:1, filled with white',
      { canvas: { padding: '5%', ratio: '1:1', fill: '#ffffff' } },
      'canvas',
    ],
    ['Nothing yet', { adjust: {} }, 'adjust'],
    [
      'Brightness 110%, hue -30°, black and white',
      { adjust: { brightness: 1.1, hue: -30, grayscale: true } },
      'adjust',
    ],
    [
      '“mark.png”, at the bottom right, 50% visible',
      { watermark: { kind: 'image', path: '/a/b/mark.png' } },
      'watermark',
    ],
    [
      'Copyright and colour kept, location removed, copyright “© Studio”',
      { metadata: { copyright: '© Studio' } },
      'metadata',
    ],
    [
      'WebP, quality 80, smallest file',
      { output: { format: 'webp', quality: 80, effort: 'smallest' } },
      'output',
    ],
    ['JPEG, at most 500 kB', { output: { format: 'jpeg', target: { bytes: 500_000 } } }, 'output'],
    ['AVIF, likeness 0.985', { output: { format: 'avif', target: { ssim: 0.985 } } }, 'output'],
    ['ICO, with 16, 32 px', { output: { format: 'ico', sizes: [16, 32] } }, 'output'],
  ])('%s', async (words, input, block) => {
    expect(blockWords(recipe(input), block, await speakerOf('en'))).toBe(words);
  });

  it('leaves out what is off', async () => {
    const words = recipeWords(recipe({}), await speakerOf('en'));
    expect(words.map(({ title }) => title)).toEqual([
      'Turn and mirror',
      'Colour space',
      'Copyright and location',
      'Format and quality',
    ]);
  });

  it('is brief on a card', async () => {
    const amazon = recipe({
      background: { mode: 'whiten' },
      resize: { longEdge: 2000 },
      canvas: { ratio: '1:1', fill: '#ffffff' },
      output: { format: 'jpeg', quality: 90 },
    });
    expect(briefWords(amazon, await speakerOf('en'))).toEqual([
      'Longer side 2000 px, extended to 1:1, filled with white, a near-white backdrop becomes pure white',
      'JPEG, quality 90',
    ]);
    expect(briefWords(recipe({}), await speakerOf('en'))).toEqual(['Each image keeps its format']);
  });
});

it('speaks Indonesian with a decimal comma', async () => {
  const speaker = await speakerOf('id');
  const cut = recipe({ resize: { percent: 12.5 }, output: { format: 'avif', target: { ssim: 0.985 } } });
  expect(blockWords(cut, 'resize', speaker)).toBe('12,5% dari ukurannya');
  expect(blockWords(cut, 'output', speaker)).toBe('AVIF, kemiripan 0,985');
});
