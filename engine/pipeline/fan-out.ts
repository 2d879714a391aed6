/**
 * Decides which outputs of one source share a decoding. Measured on five web sizes of a 12 MP JPEG, one decoding to the
 * largest size any output needs before its crop, with the rest derived from it, takes 0.55 of the time of five
 * decodings; a pyramid of further levels gains nothing.
 */
import { resizePlan, type Size } from '../../shared/recipe/geometry.ts';
import type { OutputFormat, Recipe } from '../../shared/recipe/recipe.ts';
import { jpegShrink } from '../input/shrink.ts';
import { planColor } from './color-plan.ts';
import { Draft } from './draft.ts';
import { turnAfterExif, turnSize, UPRIGHT } from './orientation.ts';
import type { PixelSource } from './pixel-source.ts';
import { wantsFrames } from './render-output.ts';
import { reductionOf, reshape } from './resize.ts';

/** Above this, in pixels, a decoding at full size is not kept in memory for several outputs. */
const MOST_SHARED_PIXELS = 64_000_000;

export interface FanOutput {
  readonly key: string;
  readonly recipe: Recipe;
  readonly format: OutputFormat;
}

export interface FanOut<T extends FanOutput> {
  /** Size of the shared copy, as the EXIF-upright picture; null when nothing is shared. */
  readonly level: Size | null;
  /** The copy is converted to sRGB once, instead of by each output. */
  readonly toSrgb: boolean;
  readonly shared: readonly T[];
  readonly direct: readonly T[];
}

export function planFanOut<T extends FanOutput>(source: PixelSource, outputs: readonly T[]): FanOut<T> {
  const { original } = source;
  const fits = original.width * original.height <= MOST_SHARED_PIXELS;
  const needs = new Map<T, Size>();
  for (const output of outputs) {
    const need = canShare(source, output) ? sizeNeeded(output.recipe, source) : null;
    if (need !== null && (fits || !isWhole(need, original))) needs.set(output, need);
  }
  if (needs.size < 2) return { level: null, toSrgb: false, shared: [], direct: outputs };
  const factor = Math.max(
    ...[...needs.values()].map(({ width, height }) =>
      Math.max(width / original.width, height / original.height),
    ),
  );
  const level = {
    width: Math.round(original.width * factor),
    height: Math.round(original.height * factor),
  };
  const shared = outputs.filter((output) => needs.has(output));
  return {
    level,
    toSrgb: convertsOnce(source, shared, needs, level),
    shared,
    direct: outputs.filter((output) => !needs.has(output)),
  };
}

function canShare(source: PixelSource, { recipe, format }: FanOutput): boolean {
  if (wantsFrames(source, recipe, format)) return false;
  // The copy of anything that is not RGB is sRGB: what is to stay as it was needs the file.
  const keepsOwn = recipe.color.space === 'keep' || recipe.color.space === 'cmyk';
  return !(keepsOwn && (source.color.kind === 'cmyk' || source.color.kind === 'gray'));
}

/** Pixels of the whole picture that the output starts from, as the EXIF-upright picture. */
function sizeNeeded(recipe: Recipe, { original, taggedOrientation }: PixelSource): Size {
  if (recipe.trim !== undefined || recipe.crop !== undefined || recipe.resize === undefined) return original;
  const turn = turnAfterExif(recipe.orient, taggedOrientation);
  const scaled = turnSize(resizePlan(recipe.resize, turnSize(original, turn)).scaled, turn);
  return {
    width: Math.min(scaled.width, original.width),
    height: Math.min(scaled.height, original.height),
  };
}

function isWhole(size: Size, original: Size): boolean {
  return size.width === original.width && size.height === original.height;
}

/** A profile conversion costs by the pixel: once on the copy, or on each output's own pixels, whichever is less. */
function convertsOnce<T extends FanOutput>(
  source: PixelSource,
  shared: readonly T[],
  needs: ReadonlyMap<T, Size>,
  level: Size,
): boolean {
  if (source.color.kind !== 'wide') return true;
  if (shared.some(({ recipe }) => recipe.color.space !== 'srgb')) return false;
  let pixels = 0;
  for (const output of shared) {
    const need = needs.get(output) ?? level;
    pixels += need.width * need.height;
  }
  return level.width * level.height <= pixels;
}

/** Decodes the shared copy. */
export async function decodeLevel(
  source: PixelSource,
  level: Size,
  options: { readonly toSrgb: boolean; readonly embed: boolean },
): Promise<PixelSource> {
  const space = options.toSrgb ? 'srgb' : 'keep';
  // PNG stands for any format with room for a profile.
  const plan = planColor(source.color, { space, embed: options.embed }, 'png', false);
  const draft = new Draft({
    image: source.open({
      ignoreIcc: plan.ignoreIcc,
      animated: false,
      shrink: jpegShrink(reductionOf(source.original, level), source.original),
    }),
    size: source.stored,
    hasAlpha: source.hasAlpha,
    plan,
    animated: false,
    inMemory: false,
  });
  await reshape(
    draft,
    { exif: source.orientation, turn: UPRIGHT, stored: source.stored },
    {
      crop: null,
      plan: { scaled: level, cut: level, result: level },
      gravity: 'center',
      kernel: 'lanczos3',
      beforeResize: () => Promise.resolve(),
    },
  );
  const open = await draft.share();
  return {
    open,
    stored: draft.size,
    original: source.original,
    orientation: 1,
    taggedOrientation: source.taggedOrientation,
    hasAlpha: draft.hasAlpha,
    color: options.toSrgb ? { kind: 'srgb', tagged: plan.carryProfile } : source.color,
    pages: source.pages,
    isAnimation: source.isAnimation,
    inMemory: true,
  };
}
