import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_INPUT_LIMITS as limits } from '../../shared/engine.ts';
import { borderStrips, measure } from './measure.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-measure-'));
});
afterAll(() => rm(folder, { recursive: true }));

const WHITE = { color: '#ffffff', tolerance: 3 };

async function box(width: number, height: number, color = '#d02030'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: color } })
    .png()
    .toBuffer();
}

const canvas = (background: string, channels: 3 | 4 = 3) =>
  sharp({ create: { width: 1200, height: 800, channels, background } });

async function measured(image: Sharp, ending: string, background: typeof WHITE | null = WHITE) {
  const path = join(folder, `${crypto.randomUUID()}.${ending}`);
  await image.toFile(path);
  return measure({ path, limits, background });
}

test('a product on white', async () => {
  const image = canvas('#fff').composite([{ input: await box(600, 600), left: 300, top: 100 }]);
  const { transparent, background } = await measured(image, 'png');
  expect(transparent).toBe(false);
  expect(background?.borderShare).toBe(1);
  expect(background?.subjectWidth).toBeCloseTo(0.5, 2);
  expect(background?.subjectHeight).toBeCloseTo(0.75, 2);
});

test('extents are upright', async () => {
  const image = canvas('#fff')
    .composite([{ input: await box(600, 200), left: 300, top: 300 }])
    .withMetadata({ orientation: 6 });
  const { inspection, background } = await measured(
    image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }),
    'jpg',
  );
  expect(inspection.facts).toMatchObject({ width: 800, height: 1200, orientation: 6 });
  expect(background?.subjectWidth).toBeCloseTo(0.25, 1);
  expect(background?.subjectHeight).toBeCloseTo(0.5, 1);
});

test('every border pixel counts, at full resolution', async () => {
  const image = canvas('#fff').composite([{ input: await box(1, 1), left: 0, top: 400 }]);
  const strips = borderStrips(1200, 800);
  const pixels = strips.reduce((sum, { width, height }) => sum + width * height, 0);
  // A band of 8 pixels around.
  expect(pixels).toBe(1200 * 800 - (1200 - 16) * (800 - 16));
  const { background } = await measured(image, 'png');
  expect(background?.borderShare).toBe((pixels - 1) / pixels);
  // One pixel is a speck of dust, not a subject.
  expect(background?.subjectWidth).toBe(0);
});

test('a subject that touches the edge', async () => {
  const image = canvas('#fff').composite([{ input: await box(600, 800), left: 0, top: 0 }]);
  const { background } = await measured(image, 'png');
  expect(background?.borderShare).toBeCloseTo(0.5, 2);
  expect(background?.subjectHeight).toBe(1);
});

test('off-white within and beyond the tolerance', async () => {
  expect((await measured(canvas('#fdfdfd'), 'png')).background?.borderShare).toBe(1);
  expect((await measured(canvas('#fbfbfb'), 'png')).background?.borderShare).toBe(0);
});

test('transparent surroundings are neither backdrop nor subject', async () => {
  const image = canvas('#ffffff00', 4).composite([{ input: await box(600, 400), left: 300, top: 200 }]);
  const { transparent, background } = await measured(image, 'png');
  expect(transparent).toBe(true);
  expect(background?.borderShare).toBe(0);
  expect(background?.subjectWidth).toBeCloseTo(0.5, 2);
});

test('an alpha channel that hides nothing is not transparency', async () => {
  expect((await measured(canvas('#fff', 4), 'png', null)).transparent).toBe(false);
  expect((await measured(canvas('#fff', 4).toColourspace('rgb16'), 'png', null)).transparent).toBe(false);
});

test.each([
  [1, 1],
  [1, 5],
  [5, 1],
  [2, 2],
  [3, 300],
  [4000, 3000],
])('border strips of %i x %i lie inside and do not overlap', (width, height) => {
  const strips = borderStrips(width, height);
  for (const strip of strips) {
    expect(strip.left + strip.width).toBeLessThanOrEqual(width);
    expect(strip.top + strip.height).toBeLessThanOrEqual(height);
    for (const other of strips) {
      if (other === strip) continue;
      const apart =
        strip.left + strip.width <= other.left ||
        other.left + other.width <= strip.left ||
        strip.top + strip.height <= other.top ||
        other.top + other.height <= strip.top;
      expect(apart).toBe(true);
    }
  }
});
