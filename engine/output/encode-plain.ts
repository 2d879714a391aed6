/** Encodes at the asked settings, once, or a few times where the smallest result has to be found by trying. */
import sharp, { type Sharp } from 'sharp';
import { withPngProfile } from '../metadata/embed-png.ts';
import { type EncoderSettings, withEncoder } from './encoders.ts';
import { reducedPixels } from './palette.ts';
import type { Pixels } from './pixels.ts';

export async function encodePlain(pixels: Pixels, settings: EncoderSettings): Promise<Buffer> {
  if (settings.colors !== null && pixels.isStill) return encodeReduced(pixels, settings);
  if (settings.format === 'png' && settings.effort === 'smallest' && settings.colors === null) {
    return smallestPng(pixels, settings);
  }
  return withEncoder(pixels.open(), settings).toBuffer();
}

/** Whether encoding opens the pixels more than once, or needs their profile. */
export function isRepeated({ format, effort, colors }: EncoderSettings): boolean {
  return format === 'png' && (effort === 'smallest' || colors !== null);
}

/** The colours are chosen already: the encoder must not dither between them again. */
async function encodeReduced(pixels: Pixels, settings: EncoderSettings): Promise<Buffer> {
  if (settings.format !== 'png' && settings.format !== 'gif') {
    return withEncoder(pixels.open(), settings).toBuffer();
  }
  const reduced = await reducedPixels(pixels, settings);
  const file = await withEncoder(reduced, { ...settings, dither: 0 }).toBuffer();
  return settings.format === 'png' && pixels.profile !== null ? withPngProfile(file, pixels.profile) : file;
}

/** Which row filters win depends on the picture, and a picture of few colours is smallest with a palette. */
async function smallestPng(pixels: Pixels, settings: EncoderSettings): Promise<Buffer> {
  const candidates: Buffer[] = [
    await withEncoder(pixels.open(), { ...settings, rowFilters: true }).toBuffer(),
    await withEncoder(pixels.open(), { ...settings, rowFilters: false }).toBuffer(),
  ];
  const palette = await exactPalettePng(pixels, settings);
  if (palette !== null) candidates.push(palette);
  return candidates.reduce((best, next) => (next.length < best.length ? next : best));
}

/** A palette PNG of exactly the same pixels; null when there are too many colours, or only greys. */
async function exactPalettePng(pixels: Pixels, settings: EncoderSettings): Promise<Buffer | null> {
  const original = await rgbaOf(pixels.open());
  const colors = original && countColors(original);
  if (original === null || colors === null) return null;
  const exact = { ...settings, colors: Math.max(2, colors), dither: 0 };
  const png = await withEncoder(pixels.open(), exact).toBuffer();
  // The palette search may merge colours that look alike: only an exact copy may stand in for the original.
  const copy = await rgbaOf(sharp(png, { limitInputPixels: false }).keepIccProfile());
  return copy?.equals(original) ? png : null;
}

/** Null for grey pictures, which PNG stores compactly anyway. */
async function rgbaOf(image: Sharp): Promise<Buffer | null> {
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return info.channels === 4 ? data : null;
}

const MAX_PALETTE = 256;

/** Null when more than a palette holds. */
function countColors(rgba: Buffer): number | null {
  const seen = new Set<number>();
  for (let at = 0; at < rgba.length; at += 4) {
    seen.add(rgba.readUInt32BE(at));
    if (seen.size > MAX_PALETTE) return null;
  }
  return seen.size;
}
