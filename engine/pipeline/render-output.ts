/** One recipe applied to one source, up to the encoder: trim, crop, background, resize, canvas, adjust, watermark. */
import { EaselError } from '../../shared/errors.ts';
import {
  canvasPlan,
  placeRect,
  type Rect,
  type ResizePlan,
  resizePlan,
  type Size,
} from '../../shared/recipe/geometry.ts';
import type { OutputFormat, Recipe } from '../../shared/recipe/recipe.ts';
import { type JpegShrink, jpegShrink } from '../input/shrink.ts';
import { adjust, adjusts } from './adjust.ts';
import { planColor } from './color-plan.ts';
import { Draft, NeedsStill } from './draft.ts';
import { fillOf, layOn } from './fill.ts';
import { parseInk } from './ink.ts';
import { turnAfterExif, turnSize } from './orientation.ts';
import type { PixelSource } from './pixel-source.ts';
import type { RenderedImage } from './rendered-image.ts';
import {
  needsTurn,
  type Pose,
  reductionOf,
  reshape,
  sharpen,
  stand,
  storedRect,
  uprightPose,
  uprightSize,
  within,
} from './resize.ts';
import { findCrop, isStrategy } from './smart-gravity.ts';
import { findTrim } from './trim.ts';
import { watermark } from './watermark.ts';
import { whiten } from './whiten.ts';

/** Formats that hold several frames. */
const ANIMATED: readonly OutputFormat[] = ['gif', 'webp'];
/** Longest side a step may grow a picture to, as for the sides a recipe may name. */
const LARGEST_SIDE = 16_383;
const WHITE = '#ffffff';

export interface RenderOptions {
  /** The format the output will have, with `same` resolved as far as it can be. */
  readonly format: OutputFormat;
  /** Most pixels a result may have. */
  readonly maxPixels: number;
}

export async function renderOutput(
  source: PixelSource,
  recipe: Recipe,
  options: RenderOptions,
): Promise<RenderedImage> {
  if (source.pages === 1 || recipe.output.animation === 'first') {
    return renderFrames(source, recipe, options, false);
  }
  try {
    if (wantsFrames(source, recipe, options.format)) return await renderFrames(source, recipe, options, true);
  } catch (error) {
    if (!(error instanceof NeedsStill)) throw error;
  }
  const still = await renderFrames(source, recipe, options, false);
  return { ...still, warnings: [...still.warnings, lostFrames(source, options.format)] };
}

function lostFrames({ pages, isAnimation }: PixelSource, format: OutputFormat): string {
  if (!isAnimation) return `Only the first of ${pages} pages was used.`;
  const reason = ANIMATED.includes(format)
    ? 'this recipe cannot be applied to an animation'
    : `${format.toUpperCase()} files hold one picture`;
  return `Only the first of ${pages} frames was used: ${reason}.`;
}

/** Frames are asked for, and every step is one that frames can take, as far as the recipe alone tells. */
export function wantsFrames(source: PixelSource, recipe: Recipe, format: OutputFormat): boolean {
  if (!source.isAnimation || recipe.output.animation !== 'keep' || !ANIMATED.includes(format)) return false;
  return usesOnlyFrameSteps(recipe);
}

/** What sharp can do to a strip of frames without mixing them up. */
function usesOnlyFrameSteps({ orient, trim: trimmed, crop, resize, watermark: mark }: Recipe): boolean {
  const turns = orient.rotate !== 0 || orient.flip || !orient.auto;
  const smart = [crop?.gravity, resize?.gravity].some(
    (gravity) => gravity !== undefined && isStrategy(gravity),
  );
  return !turns && !smart && trimmed === undefined && mark === undefined;
}

async function renderFrames(
  source: PixelSource,
  recipe: Recipe,
  options: RenderOptions,
  animated: boolean,
): Promise<RenderedImage> {
  const plan = planColor(source.color, recipe.color, options.format, editsColors(source, recipe));
  const draft = new Draft({
    image: source.open({ ignoreIcc: plan.ignoreIcc, animated, shrink: shrinkFor(source, recipe) }),
    size: source.stored,
    hasAlpha: source.hasAlpha,
    plan,
    animated,
    inMemory: source.inMemory,
  });
  const frame = await frameOf(draft, source, recipe);
  checkSize(frame, options.maxPixels);
  await reshape(draft, frame.pose, {
    crop: frame.crop,
    plan: frame.plan,
    gravity: recipe.resize?.gravity ?? 'center',
    kernel: recipe.resize?.kernel ?? 'lanczos3',
    beforeResize: () => flatten(draft, recipe, options.format),
  });
  await sharpen(draft, recipe.resize?.sharpen ?? 'none');
  await background(draft, recipe);
  await pad(draft, recipe, frame.plan);
  await canvas(draft, recipe);
  if (recipe.adjust !== undefined && adjusts(recipe.adjust)) await adjust(draft, recipe.adjust);
  if (recipe.watermark !== undefined) await watermark(draft, recipe.watermark);
  if (draft.hasAlpha && !holdsAlpha(recipe, options.format)) await flattenTo(draft, WHITE);
  return {
    ...draft.finish(),
    width: draft.size.width,
    height: draft.size.height,
    pages: animated ? source.pages : 1,
    hasAlpha: draft.hasAlpha,
    warnings: plan.warnings,
  };
}

/** A cut before the resize is told in source pixels, and a smart one scales to a size of its own: both need them all. */
function shrinkFor(source: PixelSource, { trim: trimmed, crop, resize, orient }: Recipe): JpegShrink {
  if (trimmed !== undefined || crop !== undefined || resize === undefined) return 1;
  // Ink is kept number for number where sharp keeps it.
  if (source.color.kind === 'cmyk') return 1;
  const upright = turnSize(source.original, turnAfterExif(orient, source.taggedOrientation));
  const { scaled, cut } = resizePlan(resize, upright);
  const cuts = cut.width !== scaled.width || cut.height !== scaled.height;
  if (cuts && isStrategy(resize.gravity)) return 1;
  return jpegShrink(reductionOf(upright, scaled), upright);
}

interface Frame {
  readonly pose: Pose;
  /** Upright size of the original. */
  readonly whole: Size;
  readonly crop: Rect | null;
  readonly plan: ResizePlan;
  readonly result: Size;
}

async function frameOf(draft: Draft, source: PixelSource, recipe: Recipe): Promise<Frame> {
  const turn = turnAfterExif(recipe.orient, source.taggedOrientation);
  let pose: Pose = { exif: source.orientation, turn, stored: source.stored };
  const upright = turnSize(source.original, turn);
  let kept: Rect | null = null;
  if (recipe.trim !== undefined) {
    pose = await settleForTrim(draft, pose);
    kept = await findTrim(draft, pose, recipe.trim);
  }
  const whole: Size = kept ?? upright;
  const crop = recipe.crop === undefined ? kept : await cropRect(draft, pose, kept, recipe.crop, whole);
  const area: Size = crop ?? whole;
  const plan =
    recipe.resize === undefined ? { scaled: area, cut: area, result: area } : resizePlan(recipe.resize, area);
  const result = recipe.canvas === undefined ? plan.result : canvasPlan(recipe.canvas, plan.result).result;
  return { pose, whole: upright, crop, plan, result };
}

/** A trim looks at all pixels and then uses them: one decoding serves both, unless it would convert them too early. */
async function settleForTrim(draft: Draft, pose: Pose): Promise<Pose> {
  if (draft.inMemory || draft.plan.convertOnSettle !== null) return pose;
  if (needsTurn(pose)) {
    await draft.queue('turn', (image) => stand(image, pose), { size: uprightSize(pose) });
  }
  await draft.settle();
  return uprightPose(draft.size);
}

async function cropRect(
  draft: Draft,
  pose: Pose,
  kept: Rect | null,
  crop: NonNullable<Recipe['crop']>,
  whole: Size,
): Promise<Rect> {
  const rect = await findCrop(crop, whole, (size) => {
    const area = kept === null ? draft.peek() : draft.peek().extract(storedRect(kept, pose));
    return stand(area.resize({ ...turnSize(size, pose.turn), fit: 'fill' }), pose);
  });
  return within(rect, kept);
}

function checkSize({ whole, result }: Frame, maxPixels: number): void {
  const side = Math.max(result.width, result.height);
  const grows = result.width > whole.width || result.height > whole.height;
  if (!grows) return;
  const size = `${result.width} × ${result.height}`;
  if (side > LARGEST_SIDE) {
    throw new EaselError('RECIPE_NOT_APPLICABLE', {
      reason: `the result would be ${size}, and no side may exceed ${LARGEST_SIDE} pixels`,
    });
  }
  if (result.width * result.height > maxPixels) {
    throw new EaselError('RECIPE_NOT_APPLICABLE', {
      reason: `the result would be ${size}, more than ${Math.floor(maxPixels / 1_000_000)} megapixels`,
    });
  }
}

/** Some step draws new colours or changes those there are. */
function editsColors(source: PixelSource, recipe: Recipe): boolean {
  const { background: back, resize, canvas: frame, adjust: light, watermark: mark } = recipe;
  const fills = back.mode === 'whiten' || (back.mode !== 'keep' && source.hasAlpha);
  const resizes = resize !== undefined && (resize.fit === 'pad' || resize.sharpen === 'fine');
  const adds = frame !== undefined || mark !== undefined || (light !== undefined && adjusts(light));
  return fills || resizes || adds;
}

function holdsAlpha(recipe: Recipe, format: OutputFormat): boolean {
  return format !== 'jpeg' && recipe.color.space !== 'cmyk';
}

/** Before the resize, where sharp does it too: transparent pixels take the background's colour. */
async function flatten(draft: Draft, recipe: Recipe, format: OutputFormat): Promise<void> {
  if (!draft.hasAlpha) return;
  const { background: back } = recipe;
  if (back.mode === 'flatten') await flattenTo(draft, back.color);
  else if (back.mode === 'whiten') await flattenTo(draft, WHITE);
  else if (back.mode === 'keep' && !holdsAlpha(recipe, format)) await flattenTo(draft, WHITE);
}

async function flattenTo(draft: Draft, color: string): Promise<void> {
  const ink = await draft.ink({ ...parseInk(color), alpha: 1 });
  await draft.queue('flatten', (image) => image.flatten({ background: ink }), { hasAlpha: false });
}

/** What needs the pixels at their final scale. */
async function background(draft: Draft, recipe: Recipe): Promise<void> {
  const { background: back } = recipe;
  if (back.mode === 'whiten') {
    const raster = await draft.pixels();
    whiten(raster, back);
    await draft.replace(raster);
  } else if (back.mode === 'blur' && draft.hasAlpha) {
    await layOn(draft, { kind: 'blur', amount: back.amount }, draft.size, 0, 0);
  }
}

async function pad(draft: Draft, recipe: Recipe, plan: ResizePlan): Promise<void> {
  if (recipe.resize?.fit !== 'pad') return;
  const { gravity } = recipe.resize;
  const at = placeRect(plan.scaled, plan.result, isStrategy(gravity) ? 'center' : gravity);
  await layOn(draft, fillOf(recipe), plan.result, at.left, at.top);
}

async function canvas(draft: Draft, recipe: Recipe): Promise<void> {
  if (recipe.canvas === undefined) return;
  const { result, left, top } = canvasPlan(recipe.canvas, draft.size);
  await layOn(draft, fillOf(recipe), result, left, top);
}
