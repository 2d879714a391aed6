/**
 * What a format can be asked for, and changing format or goal without leaving behind what the new one cannot follow.
 * Formats without a quality of their own reach a byte limit by using fewer colours.
 */
import { ENCODER_COSTS } from '../../../../../shared/recipe/encoder-costs.ts';
import { EFFORTS, OUTPUT_FORMATS } from '../../../../../shared/recipe/recipe.schema.ts';
import type { Effort, OutputBlock } from '../../../../../shared/recipe/recipe.ts';

export type FormatChoice = OutputBlock['format'];

export const FORMAT_CHOICES: readonly FormatChoice[] = ['same', ...OUTPUT_FORMATS];

export const GOALS = ['standard', 'quality', 'bytes', 'ssim', 'lossless'] as const;
/** What decides about quality: the format's usual one, a number, a largest file, a likeness, or no loss at all. */
export type Goal = (typeof GOALS)[number];

type Option = 'chroma' | 'colors' | 'animation' | 'sizes';

interface FormatAbility {
  readonly goals: readonly Goal[];
  readonly options: readonly Option[];
}

const ABILITIES: Readonly<Record<FormatChoice, FormatAbility>> = {
  same: { goals: ['standard', 'quality', 'bytes', 'ssim'], options: ['animation'] },
  jpeg: { goals: ['standard', 'quality', 'bytes', 'ssim'], options: ['chroma'] },
  png: { goals: ['standard', 'bytes'], options: ['colors'] },
  webp: { goals: ['standard', 'quality', 'bytes', 'ssim', 'lossless'], options: ['animation'] },
  avif: { goals: ['standard', 'quality', 'bytes', 'ssim', 'lossless'], options: ['chroma'] },
  gif: { goals: ['standard', 'bytes'], options: ['colors', 'animation'] },
  tiff: { goals: ['standard'], options: [] },
  ico: { goals: ['standard'], options: ['sizes'] },
  icns: { goals: ['standard'], options: [] },
};

export const USUAL_QUALITY = 80;
const USUAL_BYTES = 500_000;
const USUAL_SSIM = 0.98;
const USUAL_COLORS = 64;
const USUAL_ICON_SIZES: readonly number[] = [16, 32, 48, 256];

export function goalsOf(format: FormatChoice): readonly Goal[] {
  return ABILITIES[format].goals;
}

export function hasOption(format: FormatChoice, option: Option): boolean {
  return ABILITIES[format].options.includes(option);
}

export function goalOf(output: OutputBlock): Goal {
  if (output.target !== undefined) return 'bytes' in output.target ? 'bytes' : 'ssim';
  if (output.lossless) return 'lossless';
  return output.quality === undefined ? 'standard' : 'quality';
}

export function switchGoal(output: OutputBlock, goal: Goal): OutputBlock {
  if (goalOf(output) === goal) return output;
  const { quality: _, target: __, ...others } = output;
  const plain = { ...others, lossless: false };
  switch (goal) {
    case 'standard':
      return plain;
    case 'quality':
      return { ...plain, quality: USUAL_QUALITY };
    case 'bytes':
      return { ...plain, target: { bytes: USUAL_BYTES, minQuality: 10 } };
    case 'ssim':
      return { ...plain, target: { ssim: USUAL_SSIM } };
    case 'lossless':
      return { ...plain, lossless: true };
  }
}

export function switchFormat(output: OutputBlock, format: FormatChoice): OutputBlock {
  const { chroma, colors, animation, sizes, ...others } = output;
  const base: OutputBlock = {
    ...others,
    format,
    chroma: hasOption(format, 'chroma') ? chroma : '4:2:0',
    animation: hasOption(format, 'animation') ? animation : 'keep',
    ...(hasOption(format, 'colors') && colors !== undefined ? { colors } : {}),
    ...(hasOption(format, 'sizes') && sizes !== undefined ? { sizes } : {}),
  };
  return goalsOf(format).includes(goalOf(base)) ? base : switchGoal(base, 'standard');
}

export function setReducedColors(output: OutputBlock, on: boolean): OutputBlock {
  const { colors: _, ...others } = output;
  return on ? { ...others, colors: USUAL_COLORS } : others;
}

export function setIconSizes(output: OutputBlock, own: boolean): OutputBlock {
  const { sizes: _, ...others } = output;
  return own ? { ...others, sizes: [...USUAL_ICON_SIZES] } : others;
}

export interface EffortCost {
  readonly effort: Effort;
  /** Beside the quickest effort of the same format; 1 is the same time. */
  readonly factor: number;
  /** One 1600 × 1200 photo on one processor core. */
  readonly ms: number;
}

/** What `ENCODER_COSTS` counts in: a JPEG at `balanced`. */
const JPEG_BALANCED_MS = 23;

/** Null for `same`: which format it will be is not known yet. */
export function effortCosts(format: FormatChoice): readonly EffortCost[] | null {
  if (format === 'same') return null;
  const costs = ENCODER_COSTS[format];
  return EFFORTS.map((effort) => ({
    effort,
    factor: Number((costs[effort] / costs.fast).toPrecision(2)),
    ms: costs[effort] * JPEG_BALANCED_MS,
  }));
}
