/**
 * Decoding a JPEG at a half, a quarter or an eighth of its size: its blocks are scaled while they are decoded, which
 * saves most of the work of a large reduction.
 */

const SHRINKS = [8, 4, 2] as const;
export type JpegShrink = (typeof SHRINKS)[number] | 1;

/**
 * What is left to the resampler. sharp chooses by itself, but never a shrink equal to the whole part of the reduction:
 * 4000 to 1600 pixels, its worst case, decodes everything and costs a third more. At a rest of 1.25 it decodes
 * small itself (8000 to 1600), so a rest of 1.1 asks no more of the resampler than it is used to. With a rest of 3 or
 * more it would shrink once more, by opening the file again under the name it was given, which then is no file's name.
 */
const LEAST_REST = 1.1;
const MOST_REST = 2.2;

/**
 * `reduction` is source pixels per result pixel, on the side where it is smaller. Only sides that divide evenly shrink:
 * libvips drops the pixels that are left over, which would shift the picture by a fraction of a pixel.
 */
export function jpegShrink(
  reduction: number,
  source: { readonly width: number; readonly height: number },
): JpegShrink {
  const fits = (shrink: number) => source.width % shrink === 0 && source.height % shrink === 0;
  const suits = (rest: number) => rest >= LEAST_REST && rest < MOST_REST;
  return SHRINKS.find((shrink) => suits(reduction / shrink) && fits(shrink)) ?? 1;
}

/**
 * libvips takes loader options behind a file name. A name with characters that have a meaning there, or with an ending
 * that another loader asks for, is left as it is: decoded whole, which is slower and gives the same picture.
 */
export function withShrink(path: string, shrink: JpegShrink, platform = process.platform): string {
  // Windows takes either slash; to libvips a backslash is an escape.
  const name = platform === 'win32' ? path.replaceAll('\\', '/') : path;
  const isPlain = /\.(?:jpe?g|jpe|jfif)$/i.test(name) && !/["'[\]\\]/.test(name);
  return shrink === 1 || !isPlain ? path : `${name}[shrink=${shrink}]`;
}
