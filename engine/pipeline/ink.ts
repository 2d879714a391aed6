/** Colours a recipe introduces, and the way they reach pictures whose numbers are not sRGB. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';

export interface Ink {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  /** 0..1. */
  readonly alpha: number;
}

export const TRANSPARENT: Ink = { r: 0, g: 0, b: 0, alpha: 0 };

/** `#rrggbb` or `#rrggbbaa`. */
export function parseInk(hex: string): Ink {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return { r: channel(1), g: channel(3), b: channel(5), alpha: hex.length === 9 ? channel(7) / 255 : 1 };
}

/** Black, white and nothing are the same numbers in every RGB space. */
export function isNeutral({ r, g, b, alpha }: Ink): boolean {
  return alpha === 0 || (r === g && g === b && (r === 0 || r === 255));
}

/** Equal channels: representable in a picture of one channel. */
export function isGray({ r, g, b, alpha }: Ink): boolean {
  return alpha === 0 || (r === g && g === b);
}

export async function convertInk(ink: Ink, profile: string): Promise<Ink> {
  const pixel = Buffer.from([ink.r, ink.g, ink.b]);
  const converted = await sharp(pixel, { raw: { width: 1, height: 1, channels: 3 } })
    .withIccProfile(profile)
    .raw()
    .toBuffer();
  const [r = ink.r, g = ink.g, b = ink.b] = converted;
  return { r, g, b, alpha: ink.alpha };
}

/** libvips reads profiles by name or from a file only. */
export async function withProfileFile<T>(icc: Buffer, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'easel-icc-'));
  try {
    const file = path.join(folder, 'source.icc');
    await writeFile(file, icc);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
