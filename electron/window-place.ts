/** Where the window goes: where it was, as long as a screen still shows enough of it. Pixels independent of density. */
import type { Rectangle } from 'electron';

export interface WindowPlace {
  readonly bounds: Rectangle;
  readonly maximised: boolean;
}

export interface PlaceOptions {
  readonly saved: WindowPlace | undefined;
  /** Parts of the screens that windows may use; the first is the main one. */
  readonly workAreas: readonly Rectangle[];
}

const WANTED = { width: 1360, height: 860 };
export const SMALLEST = { width: 900, height: 600 };
/** Enough of the window to see and to grab it. */
const LEAST_VISIBLE = { width: 200, height: 100 };

export function placeWindow({ saved, workAreas }: PlaceOptions): WindowPlace {
  const home = saved && workAreas.find((area) => isVisibleIn(saved.bounds, area));
  if (saved && home) return { bounds: fitted(saved.bounds, home), maximised: saved.maximised };
  return { bounds: centred(workAreas[0]), maximised: saved?.maximised ?? false };
}

function isVisibleIn(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const height = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y);
  // The title bar must be there: a window above its screen cannot be moved.
  const hasTop = bounds.y >= area.y && bounds.y < area.y + area.height;
  return hasTop && width >= LEAST_VISIBLE.width && height >= LEAST_VISIBLE.height;
}

function fitted(bounds: Rectangle, area: Rectangle): Rectangle {
  return {
    x: bounds.x,
    y: bounds.y,
    width: Math.max(SMALLEST.width, Math.min(bounds.width, area.width)),
    height: Math.max(SMALLEST.height, Math.min(bounds.height, area.height)),
  };
}

function centred(area: Rectangle = { x: 0, y: 0, ...WANTED }): Rectangle {
  const width = Math.min(WANTED.width, area.width);
  const height = Math.min(WANTED.height, area.height);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}
