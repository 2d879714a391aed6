/** Makes the mark itself: text or a picture, at its final size, angle and opacity, on transparency. */
import { readFile } from 'node:fs/promises';
import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { EaselError } from '../../shared/errors.ts';
import type { WatermarkBlock } from '../../shared/recipe/recipe.ts';
import { resourcePath } from '../resources.ts';
import { fromRaster, type Raster, toRaster } from './draft.ts';
import { parseInk } from './ink.ts';

const FONT_FILE = resourcePath('fonts', 'Inter-SemiBold.otf');
/** Points at 72 dots per inch: one pixel each. */
const MEASURING_SIZE = 100;
/** Logos are small files; anything larger is a mistake that would cost every output its memory. */
const MAX_MARK_PIXELS = 100_000_000;

/** Not wider than `width`, not larger than `within` even when turned. `profile` is what its colours become. */
export async function makeMark(
  mark: WatermarkBlock,
  width: number,
  within: { readonly width: number; readonly height: number },
  profile: string | null,
): Promise<Raster> {
  const flat = mark.kind === 'text' ? await textMark(mark, width) : await imageMark(mark.path, width);
  const turned = mark.angle === 0 ? flat : await turn(flat, mark.angle);
  const fitted = fromRaster(turned).resize({ ...within, fit: 'inside', withoutEnlargement: true });
  const coloured = profile === null ? fitted : fitted.withIccProfile(profile);
  const raster = await rgba(coloured);
  fade(raster, mark.opacity);
  return raster;
}

async function textMark(mark: WatermarkBlock & { kind: 'text' }, width: number): Promise<Raster> {
  const text = escapeMarkup(mark.text);
  const measured = await renderText(text, 72);
  const dpi = Math.max(1, Math.round((72 * width) / Math.max(1, measured.width)));
  const rendered = await renderText(text, dpi);
  const letters = await sharp(rendered.data, { raw: { ...rendered.size, channels: 1 } })
    .resize({ width })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return inked(letters.data, letters.info, mark.color);
}

/** Coverage of the letters, one byte a pixel. */
async function renderText(text: string, dpi: number) {
  const { data, info } = await sharp({
    text: { text, dpi, font: `Inter SemiBold ${MEASURING_SIZE}`, fontfile: FONT_FILE },
  })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, size: { width: info.width, height: info.height } };
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function inked(coverage: Buffer, info: OutputInfo, color: string): Raster {
  const { r, g, b, alpha } = parseInk(color);
  const step = coverage.length / (info.width * info.height);
  const data = Buffer.allocUnsafe(info.width * info.height * 4);
  for (let pixel = 0; pixel < info.width * info.height; pixel += 1) {
    data[pixel * 4] = r;
    data[pixel * 4 + 1] = g;
    data[pixel * 4 + 2] = b;
    data[pixel * 4 + 3] = Math.round((coverage[pixel * step] ?? 0) * alpha);
  }
  return { data, width: info.width, height: info.height, channels: 4 };
}

async function imageMark(path: string, width: number): Promise<Raster> {
  try {
    const image = sharp(await readFile(path), { limitInputPixels: MAX_MARK_PIXELS, autoOrient: true });
    return await rgba(image.resize({ width }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new EaselError(
      'RECIPE_NOT_APPLICABLE',
      { reason: `the watermark picture cannot be used (${why})` },
      { cause },
    );
  }
}

async function turn(mark: Raster, angle: number): Promise<Raster> {
  return rgba(fromRaster(mark).rotate(angle, { background: { r: 0, g: 0, b: 0, alpha: 0 } }));
}

async function rgba(image: Sharp): Promise<Raster> {
  const { data, info } = await image
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return toRaster(data, info);
}

function fade(mark: Raster, opacity: number): void {
  if (opacity === 1) return;
  for (let at = 3; at < mark.data.length; at += 4) {
    mark.data[at] = Math.round((mark.data[at] ?? 0) * opacity);
  }
}
