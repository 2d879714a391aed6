/**
 * Where pixels go: pure arithmetic from a recipe and an upright source size to rectangles and sizes.
 * The engine cuts by it and the interface predicts by it, so both always agree. All values are whole pixels.
 */
import type { CanvasBlock, CropBlock, Gravity, Length, Recipe, ResizeBlock } from './recipe.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Size {
  readonly left: number;
  readonly top: number;
}

/** An upright size, and the EXIF orientation 1..8 of the file it comes from; 1 when left out. */
export interface SourceSize extends Size {
  readonly orientation?: number;
}

/** Size of the image after every block, except that a trim counts as cutting nothing. */
export function predictSize(recipe: Recipe, source: SourceSize): Size {
  const lying = !recipe.orient.auto && (source.orientation ?? 1) >= 5;
  const { width, height } = source;
  const upright = turn({ width, height }, recipe.orient.rotate + (lying ? 90 : 0));
  const cropped = recipe.crop ? cropSize(recipe.crop, upright) : upright;
  const resized = recipe.resize ? resizePlan(recipe.resize, cropped).result : cropped;
  return recipe.canvas ? canvasPlan(recipe.canvas, resized).result : resized;
}

export function turn(size: Size, degrees: number): Size {
  return degrees % 180 === 0 ? size : { width: size.height, height: size.width };
}

export function parseRatio(ratio: string): number {
  const [width = 1, height = 1] = ratio.split(':').map(Number);
  return width / height;
}

/** Largest area of the wanted shape or size inside the image. */
export function cropSize(crop: CropBlock, image: Size): Size {
  if ('ratio' in crop) return largestOfRatio(parseRatio(crop.ratio), image);
  return { width: Math.min(crop.width, image.width), height: Math.min(crop.height, image.height) };
}

function largestOfRatio(ratio: number, image: Size): Size {
  return image.width / image.height > ratio
    ? { width: clampSide(Math.round(image.height * ratio), image.width), height: image.height }
    : { width: image.width, height: clampSide(Math.round(image.width / ratio), image.height) };
}

/** Fixed gravities only: attention and entropy need pixels, and are the engine's to find. */
export function placeRect(size: Size, image: Size, gravity: Exclude<Gravity, 'attention' | 'entropy'>): Rect {
  const freeX = image.width - size.width;
  const freeY = image.height - size.height;
  if (typeof gravity === 'object') {
    return {
      ...size,
      left: clamp(Math.round(gravity.x * image.width - size.width / 2), 0, freeX),
      top: clamp(Math.round(gravity.y * image.height - size.height / 2), 0, freeY),
    };
  }
  const horizontal = gravity.includes('west') ? 0 : gravity.includes('east') ? 1 : 0.5;
  const vertical = gravity.includes('north') ? 0 : gravity.includes('south') ? 1 : 0.5;
  return { ...size, left: Math.round(freeX * horizontal), top: Math.round(freeY * vertical) };
}

export interface ResizePlan {
  /** The whole image is scaled to this, each side on its own for `force`. */
  readonly scaled: Size;
  /** What stays of it after `fill` cuts; equal to `scaled` otherwise. */
  readonly cut: Size;
  /** The block's result: `cut`, or the box that `pad` fills around it. */
  readonly result: Size;
}

export function resizePlan(resize: ResizeBlock, image: Size): ResizePlan {
  const box = { width: resize.width ?? null, height: resize.height ?? null };
  if (resize.fit === 'fit') {
    const scaled = scaleBy(image, guard(fitFactor(resize, image), resize.enlarge));
    return { scaled, cut: scaled, result: scaled };
  }
  // The schema gives every other fit both sides.
  const target = { width: box.width ?? image.width, height: box.height ?? image.height };
  if (resize.fit === 'force') {
    const scaled = resize.enlarge
      ? target
      : { width: Math.min(target.width, image.width), height: Math.min(target.height, image.height) };
    return { scaled, cut: scaled, result: scaled };
  }
  if (resize.fit === 'pad') {
    const factor = guard(Math.min(target.width / image.width, target.height / image.height), resize.enlarge);
    const scaled = scaleBy(image, factor, target);
    return { scaled, cut: scaled, result: target };
  }
  return fillPlan(resize, image, target);
}

function fillPlan(resize: ResizeBlock, image: Size, target: Size): ResizePlan {
  const cover = Math.max(target.width / image.width, target.height / image.height);
  if (cover <= 1 || resize.enlarge) {
    const scaled = {
      width: Math.max(target.width, Math.round(image.width * cover)),
      height: Math.max(target.height, Math.round(image.height * cover)),
    };
    return { scaled, cut: target, result: target };
  }
  const cut =
    resize.fit === 'fill-down'
      ? largestOfRatio(target.width / target.height, image)
      : { width: Math.min(target.width, image.width), height: Math.min(target.height, image.height) };
  return { scaled: image, cut, result: cut };
}

function fitFactor(resize: ResizeBlock, image: Size): number {
  if (resize.longEdge !== undefined) return resize.longEdge / Math.max(image.width, image.height);
  if (resize.shortEdge !== undefined) return resize.shortEdge / Math.min(image.width, image.height);
  if (resize.percent !== undefined) return resize.percent / 100;
  if (resize.megapixels !== undefined) {
    return Math.sqrt((resize.megapixels * 1_000_000) / (image.width * image.height));
  }
  return Math.min(
    resize.width === undefined ? Number.POSITIVE_INFINITY : resize.width / image.width,
    resize.height === undefined ? Number.POSITIVE_INFINITY : resize.height / image.height,
  );
}

function guard(factor: number, enlarge: boolean): number {
  return enlarge ? factor : Math.min(factor, 1);
}

function scaleBy(image: Size, factor: number, within?: Size): Size {
  return {
    width: clampSide(Math.round(image.width * factor), within?.width),
    height: clampSide(Math.round(image.height * factor), within?.height),
  };
}

export interface CanvasPlan {
  readonly result: Size;
  /** Where the image's top left corner lands. */
  readonly left: number;
  readonly top: number;
}

/** Padding is added first, then the canvas grows to its size or ratio; the padded image is never cut. */
export function canvasPlan(canvas: CanvasBlock, image: Size): CanvasPlan {
  const pad = paddingPixels(canvas.padding, image);
  const padded = { width: image.width + pad.left + pad.right, height: image.height + pad.top + pad.bottom };
  const result = growTo(canvas, padded);
  const place = placeRect(padded, result, canvas.gravity);
  return { result, left: place.left + pad.left, top: place.top + pad.top };
}

function growTo(canvas: CanvasBlock, padded: Size): Size {
  if (canvas.ratio !== undefined) {
    const ratio = parseRatio(canvas.ratio);
    return padded.width / padded.height > ratio
      ? { width: padded.width, height: Math.max(padded.height, Math.round(padded.width / ratio)) }
      : { width: Math.max(padded.width, Math.round(padded.height * ratio)), height: padded.height };
  }
  return {
    width: Math.max(padded.width, canvas.width ?? 0),
    height: Math.max(padded.height, canvas.height ?? 0),
  };
}

function paddingPixels(padding: CanvasBlock['padding'], image: Size) {
  const each =
    typeof padding === 'object'
      ? padding
      : { top: padding ?? 0, right: padding ?? 0, bottom: padding ?? 0, left: padding ?? 0 };
  return {
    top: lengthPixels(each.top, image.height),
    right: lengthPixels(each.right, image.width),
    bottom: lengthPixels(each.bottom, image.height),
    left: lengthPixels(each.left, image.width),
  };
}

/** A length in pixels; percentages are of `side`. */
export function lengthPixels(length: Length, side: number): number {
  return typeof length === 'number' ? length : Math.round((Number.parseFloat(length) / 100) * side);
}

function clampSide(value: number, most = Number.POSITIVE_INFINITY): number {
  return clamp(value, 1, most);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
