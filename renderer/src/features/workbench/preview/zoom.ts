/** Zoom and pan of the preview. All lengths in CSS pixels of the stage; the world is the result in its own pixels. */
import type { Size } from '../../../../../shared/recipe/geometry.ts';

export interface View {
  /** CSS pixels per pixel of the result. */
  readonly scale: number;
  /** Where the world's top left corner lies on the stage. */
  readonly x: number;
  readonly y: number;
}

export interface Stage {
  readonly stage: Size;
  readonly world: Size;
  /** Device pixels per CSS pixel: at 100 % one pixel of the result is one of the screen. */
  readonly density: number;
}

const MOST = 16;
/** CSS pixels around a fitted picture. */
const MARGIN = 12;

/** The whole result in view, never larger than it is. */
export function fitView({ stage, world, density }: Stage): View {
  const room = {
    width: Math.max(1, stage.width - 2 * MARGIN),
    height: Math.max(1, stage.height - 2 * MARGIN),
  };
  const scale = Math.min(room.width / world.width, room.height / world.height, 1 / density);
  return centred(scale, { stage, world });
}

export function centred(scale: number, { stage, world }: Pick<Stage, 'stage' | 'world'>): View {
  return {
    scale,
    x: (stage.width - world.width * scale) / 2,
    y: (stage.height - world.height * scale) / 2,
  };
}

/** Zooms so that what lies under the point stays there. */
export function zoomAt(view: View, factor: number, point: { x: number; y: number }, bounds: Stage): View {
  const least = Math.min(fitView(bounds).scale, 1 / bounds.density);
  const scale = Math.min(Math.max(view.scale * factor, least), MOST / bounds.density);
  const ratio = scale / view.scale;
  return keepInView(
    { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio },
    bounds,
  );
}

/** One pixel of the result on one of the screen, around a point. */
export function actualSize(view: View, point: { x: number; y: number }, bounds: Stage): View {
  return zoomAt(view, 1 / bounds.density / view.scale, point, bounds);
}

export function pan(view: View, dx: number, dy: number, bounds: Stage): View {
  return keepInView({ ...view, x: view.x + dx, y: view.y + dy }, bounds);
}

/** A picture smaller than the stage is centred; a larger one has no gap beside it. */
export function keepInView(view: View, { stage, world }: Pick<Stage, 'stage' | 'world'>): View {
  const along = (offset: number, room: number, length: number) =>
    length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, offset));
  return {
    scale: view.scale,
    x: along(view.x, stage.width, world.width * view.scale),
    y: along(view.y, stage.height, world.height * view.scale),
  };
}

/** As a share of the actual size: 1 is 100 %. */
export function zoomShare(view: View, density: number): number {
  return view.scale * density;
}
