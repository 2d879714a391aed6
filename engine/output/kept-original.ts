/** Decides whether the source itself may stand in for an output that would only have become larger. */
import type { SourceFacts } from '../../shared/engine.ts';
import { canvasPlan, cropSize, resizePlan, type Size } from '../../shared/recipe/geometry.ts';
import { resolveFormat } from '../../shared/recipe/output-format.ts';
import type { Recipe } from '../../shared/recipe/recipe.ts';

/** The recipe asks for the pixels, frames and colours the source already has, in the source's own format. */
export function changesNothing(recipe: Recipe, facts: SourceFacts, pages: number): boolean {
  const format = resolveFormat(recipe.output, { sourceFormat: facts.format, hasAlpha: facts.hasAlpha });
  return (
    format === facts.format &&
    pages === facts.pages &&
    keepsOrientation(recipe, facts) &&
    keepsGeometry(recipe, facts) &&
    keepsPixels(recipe, facts) &&
    keepsColor(recipe, facts)
  );
}

function keepsOrientation({ orient }: Recipe, { orientation }: SourceFacts): boolean {
  return orientation === 1 && orient.rotate === 0 && !orient.flip && !orient.flop;
}

function keepsGeometry(recipe: Recipe, facts: SourceFacts): boolean {
  const image: Size = { width: facts.width, height: facts.height };
  if (recipe.trim) return false;
  if (recipe.crop && !isSame(cropSize(recipe.crop, image), image)) return false;
  if (recipe.resize) {
    const plan = resizePlan(recipe.resize, image);
    // Sharpening belongs to the resize, and happens whatever the size.
    if (!isSame(plan.scaled, image) || !isSame(plan.result, image)) return false;
    if (recipe.resize.sharpen !== 'none') return false;
  }
  return !recipe.canvas || isSame(canvasPlan(recipe.canvas, image).result, image);
}

function isSame(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

function keepsPixels({ background, adjust, watermark, output }: Recipe, facts: SourceFacts): boolean {
  if (watermark || output.colors !== undefined) return false;
  if (background.mode === 'whiten') return false;
  if (background.mode !== 'keep' && facts.hasAlpha) return false;
  if (!adjust) return true;
  const factors = [adjust.brightness, adjust.contrast, adjust.saturation, adjust.gamma];
  return (
    factors.every((factor) => factor === 1) && adjust.hue === 0 && !adjust.grayscale && !adjust.normalize
  );
}

function keepsColor({ color }: Recipe, facts: SourceFacts): boolean {
  if (color.space === 'keep') return true;
  if (color.space !== 'srgb') return false;
  // Without a profile the numbers already mean sRGB; with one, it must be wanted.
  return facts.color === 'srgb-untagged' || (facts.color === 'srgb' && color.embed);
}
