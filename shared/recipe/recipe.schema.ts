/**
 * A recipe says what to do with one image. Blocks run in one fixed order, whatever their order in the file:
 * orient, trim, crop, background, resize, canvas, adjust, watermark, color, metadata, output.
 * Every block is optional; a missing block does nothing, except `orient`, `color`, `metadata` and `output`,
 * whose defaults make the result upright, sRGB, free of private metadata and in the source's own format.
 * Option names follow imgproxy and sharp.
 */
import { z } from 'zod';

/** `#rrggbb` or `#rrggbbaa`. */
export const HexColor = z
  .string()
  .regex(/^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i, 'use a colour such as #ffffff or #ffffff80');

/** A point of interest as fractions of width and height, 0,0 being the top left corner. */
export const FocusPoint = z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });

export const COMPASS_GRAVITIES = [
  'center',
  'north',
  'northeast',
  'east',
  'southeast',
  'south',
  'southwest',
  'west',
  'northwest',
] as const;
export const CompassGravity = z.enum(COMPASS_GRAVITIES);

/** Which part of an image survives a crop: a compass point, the busiest part, or a chosen point. */
export const Gravity = z.union([CompassGravity, z.enum(['attention', 'entropy']), FocusPoint]);

/** Largest side any step may produce, in pixels. */
export const MAX_SIDE = 16_383;
const Side = z.int().min(1).max(MAX_SIDE);

/** `4:5`, `1.91:1` or `16:9`. */
export const AspectRatio = z
  .string()
  .regex(/^\d+(?:\.\d+)?:\d+(?:\.\d+)?$/, 'use a ratio such as 4:5')
  .refine(
    (ratio) => ratio.split(':').every((part) => Number(part) > 0),
    'both sides of a ratio must be above 0',
  );

export const OrientBlock = z.strictObject({
  /** Bake the EXIF orientation into the pixels. */
  auto: z.boolean().default(true),
  /** Further clockwise turn, in degrees. */
  rotate: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).default(0),
  /** Mirror top to bottom. */
  flip: z.boolean().default(false),
  /** Mirror left to right. */
  flop: z.boolean().default(false),
});

export const TrimBlock = z.strictObject({
  /** How far from the border colour a pixel may be and still be cut, 0..255. */
  threshold: z.number().min(0).max(255).default(10),
  /** Border colour; without it, the top left pixel decides. */
  color: HexColor.optional(),
});

export const CropBlock = z.union([
  z.strictObject({
    /** Largest area of this shape. */
    ratio: AspectRatio,
    gravity: Gravity.default('center'),
  }),
  z.strictObject({
    /** Area in source pixels after orientation; larger than the image means the whole side. */
    width: Side,
    height: Side,
    gravity: Gravity.default('center'),
  }),
]);

export const BackgroundBlock = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('keep') }),
  z.strictObject({
    /** Transparent pixels become this colour; so does new canvas unless `canvas.fill` says otherwise. */
    mode: z.literal('flatten'),
    color: HexColor.default('#ffffff'),
  }),
  z.strictObject({
    /** Transparent pixels and new canvas show the image itself, enlarged and blurred. */
    mode: z.literal('blur'),
    /** Gaussian sigma as a percentage of the longer output side. */
    amount: z.number().min(0.5).max(20).default(4),
  }),
  z.strictObject({
    /** A near-white backdrop becomes exactly 255,255,255; the subject is not cut out. */
    mode: z.literal('whiten'),
    /** How far from white a backdrop pixel may be, 0..128 levels. */
    tolerance: z.int().min(0).max(128).default(40),
    /** Width of the soft passage between backdrop and subject, in pixels of the result. */
    feather: z.number().min(0).max(20).default(2),
  }),
]);

export const FITS = ['fit', 'fill', 'fill-down', 'force', 'pad'] as const;

export const ResizeBlock = z
  .strictObject({
    width: Side.optional(),
    height: Side.optional(),
    longEdge: Side.optional(),
    shortEdge: Side.optional(),
    /** Of the image entering this block; 50 halves both sides. */
    percent: z.number().min(1).max(1000).optional(),
    megapixels: z.number().min(0.001).max(268).optional(),
    /**
     * How the image meets width x height.
     * fit: inside the box. fill: covers the box, the rest is cut. fill-down: as fill, but an image too small keeps
     * the box's shape at its own size. force: stretched. pad: inside the box, the rest is filled.
     */
    fit: z.enum(FITS).default('fit'),
    gravity: Gravity.default('center'),
    /** Without it nothing ever grows beyond the pixels that came in. */
    enlarge: z.boolean().default(false),
    /** fast: 3x3 kernel. fine: unsharp mask on lightness, about three times the cost. */
    sharpen: z.enum(['none', 'fast', 'fine']).default('none'),
    kernel: z.enum(['nearest', 'linear', 'cubic', 'mitchell', 'lanczos2', 'lanczos3']).default('lanczos3'),
  })
  .superRefine((resize, ctx) => {
    const ways = [
      resize.width !== undefined || resize.height !== undefined,
      resize.longEdge !== undefined,
      resize.shortEdge !== undefined,
      resize.percent !== undefined,
      resize.megapixels !== undefined,
    ].filter(Boolean).length;
    if (ways !== 1) {
      ctx.addIssue({
        code: 'custom',
        message: 'give one of: width and/or height, longEdge, shortEdge, percent, megapixels',
      });
    }
    const needsBox = resize.fit !== 'fit';
    if (needsBox && (resize.width === undefined || resize.height === undefined)) {
      ctx.addIssue({ code: 'custom', path: ['fit'], message: `${resize.fit} needs both width and height` });
    }
  });

/** Pixels, or a percentage of the image's own side such as `5%`. */
export const Length = z.union([
  z.int().min(0).max(MAX_SIDE),
  z.string().regex(/^\d{1,3}(?:\.\d+)?%$/, 'use pixels or a percentage such as 5%'),
]);

export const CanvasBlock = z
  .strictObject({
    /** Final size; an image larger than it is never cut. */
    width: Side.optional(),
    height: Side.optional(),
    /** Grow the shorter direction until the shape is reached. */
    ratio: AspectRatio.optional(),
    padding: z
      .union([
        Length,
        z.strictObject({
          top: Length.default(0),
          right: Length.default(0),
          bottom: Length.default(0),
          left: Length.default(0),
        }),
      ])
      .optional(),
    /** What the new area shows; without it, the background block's colour or blur, else white. */
    fill: z.union([HexColor, z.enum(['transparent', 'blur'])]).optional(),
    /** Where the image sits on a larger canvas. */
    gravity: CompassGravity.default('center'),
  })
  .refine(
    (canvas) => canvas.ratio === undefined || (canvas.width === undefined && canvas.height === undefined),
    {
      message: 'give a size or a ratio, not both',
      path: ['ratio'],
    },
  );

export const AdjustBlock = z.strictObject({
  /** Factors: 1 changes nothing. */
  brightness: z.number().min(0).max(4).default(1),
  contrast: z.number().min(0).max(4).default(1),
  saturation: z.number().min(0).max(4).default(1),
  /** Degrees. */
  hue: z.int().min(-360).max(360).default(0),
  /** 1 changes nothing; above 1 lifts the mid-tones. */
  gamma: z.number().min(1).max(3).default(1),
  grayscale: z.boolean().default(false),
  /** Stretch luminance to the full range, leaving 1 % at either end. */
  normalize: z.boolean().default(false),
});

const watermarkPlace = {
  gravity: CompassGravity.default('southeast'),
  /** Distance from the edges. */
  margin: Length.default('3%'),
  opacity: z.number().min(0).max(1).default(0.5),
  /** Repeat over the whole image. */
  tile: z.boolean().default(false),
  /** Width of the mark as a percentage of the image's width. */
  size: z.number().min(1).max(100).default(20),
  /** Degrees clockwise. */
  angle: z.number().min(-180).max(180).default(0),
};

export const WatermarkBlock = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: z
      .string()
      .min(1)
      .max(200)
      .refine((text) => text === '' || /[^\s\p{C}]/u.test(text), 'write something that can be seen')
      .refine((text) => text.isWellFormed(), 'half a character is not text'),
    color: HexColor.default('#ffffff'),
    ...watermarkPlace,
  }),
  z.strictObject({
    kind: z.literal('image'),
    /** A PNG, WebP, JPEG or SVG file; relative paths start at the recipe file's folder. */
    path: z.string().min(1).max(4096),
    ...watermarkPlace,
  }),
]);

export const ColorBlock = z.strictObject({
  /** keep: the source's own space and profile. */
  space: z.enum(['srgb', 'p3', 'cmyk', 'keep']).default('srgb'),
  /** Embed the profile. An image that is not sRGB always carries its profile. */
  embed: z.boolean().default(true),
});

export const MetadataBlock = z.strictObject({
  /**
   * private: keep copyright, creator and where the image came from (IPTC DigitalSourceType); drop location, device,
   * serial numbers and everything else. strip: drop all. keep: keep all, orientation corrected.
   */
  policy: z.enum(['private', 'strip', 'keep']).default('private'),
  copyright: z.string().max(2000).optional(),
  creator: z.string().max(500).optional(),
});

export const OUTPUT_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff', 'ico', 'icns'] as const;
export const EFFORTS = ['fast', 'balanced', 'smallest'] as const;

export const OutputTarget = z.union([
  z.strictObject({
    /** Largest file, in bytes (1 kB = 1,000). */
    bytes: z.int().min(100).max(1_000_000_000),
    /** Below this quality the target counts as out of reach. */
    minQuality: z.int().min(1).max(100).default(10),
  }),
  z.strictObject({
    /** Least structural similarity to the unencoded pixels, 0..1, on luma. */
    ssim: z.number().min(0.5).max(0.9999),
  }),
]);

export const OutputBlock = z
  .strictObject({
    /** same: the source's format when it can be written, else JPEG, or PNG when there is transparency. */
    format: z.enum(['same', ...OUTPUT_FORMATS]).default('same'),
    /** 1..100; each format has its own default. */
    quality: z.int().min(1).max(100).optional(),
    /**
     * What time buys. JPEG: baseline, progressive, mozjpeg. WebP: effort 2, 4, 6. AVIF: 1, 2, 3. PNG: zlib 3, 6, 9
     * with palette search only at smallest.
     */
    effort: z.enum(EFFORTS).default('balanced'),
    lossless: z.boolean().default(false),
    chroma: z.enum(['4:2:0', '4:4:4']).default('4:2:0'),
    /** Reduce PNG to at most this many colours. */
    colors: z.int().min(2).max(256).optional(),
    /** Keep frames when source and format both have them; else the first frame is used. */
    animation: z.enum(['keep', 'first']).default('keep'),
    /** Sizes inside an ICO file, each a square side. */
    sizes: z.array(z.int().min(16).max(1024)).min(1).max(10).optional(),
    /** Instead of `quality`. */
    target: OutputTarget.optional(),
  })
  .refine((output) => output.target === undefined || output.quality === undefined, {
    message: 'give quality or target, not both',
    path: ['target'],
  })
  .refine((output) => output.target === undefined || !output.lossless, {
    message: 'a lossless file has one size: drop lossless or target',
    path: ['target'],
  });

export const Recipe = z.strictObject({
  orient: OrientBlock.prefault({}),
  trim: TrimBlock.optional(),
  crop: CropBlock.optional(),
  background: BackgroundBlock.default({ mode: 'keep' }),
  resize: ResizeBlock.optional(),
  canvas: CanvasBlock.optional(),
  adjust: AdjustBlock.optional(),
  watermark: WatermarkBlock.optional(),
  color: ColorBlock.prefault({}),
  metadata: MetadataBlock.prefault({}),
  output: OutputBlock.prefault({}),
});

/** What people write: defaults may be left out. */
export type RecipeInput = z.input<typeof Recipe>;
