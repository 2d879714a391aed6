/** Cuts, scales and turns the opened picture in as few pipeline steps as sharp's order allows. */
import type { Sharp } from 'sharp';
import { placeRect, type Rect, type ResizePlan, type Size } from '../../shared/recipe/geometry.ts';
import type { Gravity, ResizeBlock } from '../../shared/recipe/recipe.ts';
import type { Draft } from './draft.ts';
import { applyTurn, exifTurn, type Turn, turnSize, UPRIGHT, unturnRect } from './orientation.ts';
import { isStrategy } from './smart-gravity.ts';

/** How the pixels of a draft have to be turned before they are upright. */
export interface Pose {
  /** The EXIF orientation to bake in, 1..8; sharp also drops the tag when it does this. */
  readonly exif: number;
  /** The recipe's own turn, after that. */
  readonly turn: Turn;
  /** Pixels as the draft holds them. */
  readonly stored: Size;
}

export function uprightPose(stored: Size): Pose {
  return { exif: 1, turn: UPRIGHT, stored };
}

export function uprightSize({ exif, turn, stored }: Pose): Size {
  return turnSize(turnSize(stored, exifTurn(exif)), turn);
}

/**
 * Must come last of the calls on a pipeline: `extract` after `autoOrient` would make sharp turn the picture before
 * shrinking it, at full size.
 */
export function stand(image: Sharp, pose: Pose): Sharp {
  const turned = applyTurn(image, pose.turn);
  return pose.exif === 1 ? turned : turned.autoOrient();
}

export function needsTurn(pose: Pose): boolean {
  return pose.exif !== 1 || pose.turn.mirror || pose.turn.quarters !== 0;
}

/** Source pixels per result pixel, on the side where that is less. */
export function reductionOf(from: Size, to: Size): number {
  return Math.min(from.width / to.width, from.height / to.height);
}

/** Where a rectangle of the upright picture lies in the draft's own pixels. */
export function storedRect(rect: Rect, pose: Pose): Rect {
  const exif = exifTurn(pose.exif);
  return unturnRect(unturnRect(rect, turnSize(pose.stored, exif), pose.turn), pose.stored, exif);
}

export interface Reshape {
  /** In upright pixels; null for the whole picture. */
  readonly crop: Rect | null;
  readonly plan: ResizePlan;
  readonly gravity: Gravity;
  readonly kernel: ResizeBlock['kernel'];
  /** Steps between crop and resize in sharp's order. */
  readonly beforeResize: () => Promise<void>;
}

export async function reshape(draft: Draft, pose: Pose, wanted: Reshape): Promise<void> {
  const { plan, kernel } = wanted;
  const whole = uprightSize(pose);
  const present: Size = wanted.crop ?? whole;
  const scales = !sameSize(plan.scaled, present);
  const cuts = !sameSize(plan.cut, plan.scaled);
  const strategy = cuts && isStrategy(wanted.gravity) ? wanted.gravity : null;
  const cut = cuts && !isStrategy(wanted.gravity) ? placeRect(plan.cut, plan.scaled, wanted.gravity) : null;

  // Without scaling in between, both cuts are one.
  const first = cut !== null && !scales ? within(cut, wanted.crop) : wanted.crop;
  if (first !== null && !covers(first, whole)) {
    const rect = storedRect(first, pose);
    await draft.queue('extract', (image) => image.extract(rect), { size: turnBack(first, pose) });
  }
  await wanted.beforeResize();
  // sharp swaps the sides itself for EXIF turns, not for others.
  const target = turnSize(plan.scaled, pose.turn);
  const fusedStrategy = strategy !== null && pose.turn.quarters % 2 === 0;
  if (fusedStrategy) {
    await draft.queue('resize', (image) =>
      image.resize({ ...plan.cut, fit: 'cover', position: strategy, kernel }),
    );
  } else if (scales) {
    await draft.queue('resize', (image) => image.resize({ ...target, fit: 'fill', kernel }));
  }
  const size = fusedStrategy ? plan.cut : cut === null ? plan.scaled : plan.cut;
  if (needsTurn(pose) || (scales && cut !== null)) {
    await draft.queue('cut', (image) => stand(scales && cut !== null ? image.extract(cut) : image, pose), {
      size,
    });
  } else {
    draft.size = size;
  }
  if (strategy !== null && !fusedStrategy) {
    await draft.settle();
    await draft.queue(
      'resize',
      (image) => image.resize({ ...plan.cut, fit: 'cover', position: strategy, kernel }),
      { size: plan.cut },
    );
  }
}

function turnBack(size: Size, pose: Pose): Size {
  return turnSize(turnSize(size, pose.turn), exifTurn(pose.exif));
}

/** A rectangle inside another, in the coordinates that the other is given in. */
export function within(inner: Rect, outer: Rect | null): Rect {
  return outer === null ? inner : { ...inner, left: outer.left + inner.left, top: outer.top + inner.top };
}

function covers(rect: Rect, whole: Size): boolean {
  return sameSize(rect, whole);
}

function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

export async function sharpen(draft: Draft, how: ResizeBlock['sharpen']): Promise<void> {
  if (how === 'none') return;
  await draft.queue('sharpen', (image) =>
    how === 'fast' ? image.sharpen() : image.sharpen({ sigma: FINE_SIGMA }),
  );
}

/** Gaussian sigma of the fine unsharp mask, in pixels of the result. */
const FINE_SIGMA = 0.8;
