/** Encoder settings by format and effort. */
import type { Sharp } from 'sharp';
import type { Effort, OutputBlock, OutputFormat } from '../../shared/recipe/recipe.ts';

/** Formats the library writes itself; icon containers are built from PNG parts. */
export type RasterFormat = Exclude<OutputFormat, 'ico' | 'icns'>;

export interface EncoderSettings {
  readonly format: RasterFormat;
  /** 1..100; only JPEG, WebP and AVIF look at it. */
  readonly quality: number;
  readonly effort: Effort;
  readonly lossless: boolean;
  readonly chroma: '4:2:0' | '4:4:4';
  /** Palette size of PNG and GIF; null leaves PNG in full colour. */
  readonly colors: number | null;
  /** Error diffusion of a palette, 0..1. */
  readonly dither: number;
  /** PNG: choose the row filter by content. Photos shrink by a third, flat drawings grow by a tenth. */
  readonly rowFilters: boolean;
  /** JPEG: one of the library's quantisation tables; null leaves the choice to the effort. */
  readonly jpegTable: number | null;
}

export const DEFAULT_QUALITY: Readonly<Partial<Record<OutputFormat, number>>> = {
  jpeg: 82,
  webp: 80,
  avif: 50,
};

export function hasQuality(format: OutputFormat): boolean {
  return DEFAULT_QUALITY[format] !== undefined;
}

export function isRaster(format: OutputFormat): format is RasterFormat {
  return format !== 'ico' && format !== 'icns';
}

export function encoderSettings(format: RasterFormat, output: OutputBlock): EncoderSettings {
  // JPEG has no lossless mode: the closest it comes is every coefficient kept at the finest step.
  const nearest = format === 'jpeg' && output.lossless;
  return {
    format,
    quality: nearest ? 100 : (output.quality ?? DEFAULT_QUALITY[format] ?? 100),
    effort: output.effort,
    lossless: output.lossless,
    chroma: nearest ? '4:4:4' : output.chroma,
    colors: output.colors ?? null,
    dither: 1,
    rowFilters: output.effort !== 'fast',
    jpegTable: null,
  };
}

/** The quality that counts for this file; null where the format has none or loses nothing. */
export function qualityOf(settings: EncoderSettings): number | null {
  if (!hasQuality(settings.format)) return null;
  return settings.lossless && settings.format !== 'jpeg' ? null : settings.quality;
}

const WEBP_EFFORT: Readonly<Record<Effort, number>> = { fast: 2, balanced: 4, smallest: 6 };
/** From 4 on, libaom takes five times as long for the same bytes. */
const AVIF_EFFORT: Readonly<Record<Effort, number>> = { fast: 1, balanced: 2, smallest: 3 };
const ZLIB_LEVEL: Readonly<Record<Effort, number>> = { fast: 3, balanced: 6, smallest: 9 };
const PALETTE_EFFORT: Readonly<Record<Effort, number>> = { fast: 1, balanced: 4, smallest: 7 };

/** Adds the encoder as the last step. */
export function withEncoder(image: Sharp, settings: EncoderSettings): Sharp {
  const { format, quality, effort, lossless, chroma, colors, dither } = settings;
  switch (format) {
    case 'jpeg':
      // optimiseCoding: tables fitted to the picture cost 14 ms per 2 MP and save 2..5 %.
      return image.jpeg({
        quality,
        chromaSubsampling: chroma,
        mozjpeg: effort === 'smallest',
        ...(effort === 'smallest' ? {} : { optimiseCoding: effort !== 'fast' }),
        ...(settings.jpegTable === null ? {} : { quantisationTable: settings.jpegTable }),
      });
    case 'webp':
      return image.webp({
        quality,
        lossless,
        effort: WEBP_EFFORT[effort],
        smartSubsample: chroma === '4:4:4' && !lossless,
      });
    case 'avif':
      return image.avif({
        quality,
        lossless,
        effort: AVIF_EFFORT[effort],
        chromaSubsampling: lossless ? '4:4:4' : chroma,
      });
    case 'png':
      return image.png({
        compressionLevel: ZLIB_LEVEL[effort],
        adaptiveFiltering: settings.rowFilters && colors === null,
        ...(colors === null
          ? {}
          : { palette: true, colours: colors, dither, effort: PALETTE_EFFORT[effort] }),
      });
    case 'gif':
      return image.gif({ colours: colors ?? 256, dither, effort: PALETTE_EFFORT[effort] });
    case 'tiff':
      return image.tiff(
        effort === 'fast'
          ? { compression: 'lzw', predictor: 'horizontal' }
          : { compression: 'deflate', predictor: 'horizontal' },
      );
  }
}

/** Sentences on settings that the format cannot follow. */
export function encoderWarnings(settings: EncoderSettings): string[] {
  const { format, lossless, chroma } = settings;
  if (lossless && format === 'jpeg') return ['JPEG is never lossless: it was written at quality 100.'];
  if (lossless && format === 'gif') return ['GIF holds at most 256 colours: others were approximated.'];
  if (chroma === '4:4:4' && format === 'webp' && !lossless) {
    return ['WebP stores colour at half resolution: the sharper way of halving was used.'];
  }
  return [];
}
