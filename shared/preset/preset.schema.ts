/**
 * A preset is a named recipe plus naming and rules, so that one object both makes a file and checks one.
 * Most presets make one output; an icon set makes several from the same source.
 */
import { z } from 'zod';
import { AspectRatio, HexColor, OUTPUT_FORMATS, Recipe } from '../recipe/recipe.schema.ts';

/** Lower-case words joined by hyphens, such as `web-hero`. */
export const PresetId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens');

const Pixels = z.int().min(1).max(100_000);

/** Every rule is optional; a file passes when it breaks none. */
export const Rules = z.strictObject({
  minWidth: Pixels.optional(),
  minHeight: Pixels.optional(),
  maxWidth: Pixels.optional(),
  maxHeight: Pixels.optional(),
  minLongEdge: Pixels.optional(),
  maxLongEdge: Pixels.optional(),
  minShortEdge: Pixels.optional(),
  maxPixels: z.int().min(1).optional(),
  /** Narrowest and widest shape allowed, width:height; equal for one fixed shape. */
  minRatio: AspectRatio.optional(),
  maxRatio: AspectRatio.optional(),
  maxBytes: z.int().min(1).optional(),
  formats: z.array(z.enum(OUTPUT_FORMATS)).min(1).optional(),
  /** `srgb`: sRGB pixels, tagged as sRGB or untagged. */
  colorSpace: z.enum(['srgb', 'cmyk']).optional(),
  /** The border of the picture must be this colour. */
  background: z
    .strictObject({
      color: HexColor,
      /** Levels a border pixel may differ, 0..255. */
      tolerance: z.int().min(0).max(255).default(0),
      /** Share of border pixels that must match. */
      share: z.number().min(0).max(1).default(0.98),
    })
    .optional(),
  /** Least share of the longer side that the subject spans; needs `background`. */
  minSubjectFill: z.number().min(0).max(1).optional(),
  /** opaque: no see-through pixel. forbidden: no alpha channel at all, not even an opaque one. */
  alpha: z.enum(['allowed', 'opaque', 'forbidden']).default('allowed'),
  /** Metadata that must survive when the source has it. */
  keepTags: z.array(z.enum(['copyright', 'creator', 'digitalSourceType'])).default([]),
});

export const PresetSource = z.strictObject({
  title: z.string().min(1).max(200),
  url: z.url().optional(),
  /** official: the platform's own page. third-party: somebody else's page. convention: common practice. */
  standing: z.enum(['official', 'third-party', 'convention']),
});

export const PresetOutput = z.strictObject({
  /** Tells apart the outputs of one preset; empty when there is only one. */
  variant: z
    .string()
    .max(40)
    .regex(/^[a-z0-9-]*$/)
    .default(''),
  recipe: Recipe,
  rules: Rules.prefault({}),
});

export const PRESET_CATEGORIES = ['web', 'social', 'marketplace', 'icons', 'custom'] as const;

export const Preset = z
  .strictObject({
    id: PresetId,
    name: z.string().min(1).max(80),
    description: z.string().max(400).default(''),
    category: z.enum(PRESET_CATEGORIES).default('custom'),
    outputs: z.array(PresetOutput).min(1).max(20),
    sources: z.array(PresetSource).max(20).default([]),
    /** ISO date on which the sources were last read. */
    checkedOn: z.iso.date().optional(),
  })
  .refine(
    (preset) => new Set(preset.outputs.map((output) => output.variant)).size === preset.outputs.length,
    { message: 'each output needs its own variant name', path: ['outputs'] },
  );

/** The JSON file presets travel in. */
export const PresetFile = z
  .strictObject({
    easel: z.literal('presets'),
    version: z.literal(1),
    presets: z.array(Preset).min(1).max(500),
  })
  .superRefine((file, ctx) => {
    const seen = new Set<string>();
    file.presets.forEach(({ id }, index) => {
      if (seen.has(id)) {
        ctx.addIssue({ code: 'custom', path: ['presets', index, 'id'], message: `${id} appears twice` });
      }
      seen.add(id);
    });
  });

export type PresetInput = z.input<typeof Preset>;
