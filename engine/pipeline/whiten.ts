/** Turns a near-white backdrop exactly white, with a soft passage to the subject; nothing else is touched. */
import {
  BACKDROP,
  type BackdropLook,
  CELL,
  type Cells,
  darkestChannel,
  findBackdrop,
  lookOf,
  SHORTFALL,
} from './backdrop.ts';
import type { Raster } from './draft.ts';

export interface WhitenOptions {
  /** How far below 255 a backdrop channel may be, in levels. */
  readonly tolerance: number;
  /** Width of the soft passage, in pixels; it lies on the backdrop's side of the subject's edge. */
  readonly feather: number;
}

/** Changes `raster`, of three or four channels, in place. */
export function whiten(raster: Raster, { tolerance, feather }: WhitenOptions): void {
  const look = lookOf(raster, tolerance);
  const cells = findBackdrop(raster, look);
  if (cells.found === 0) return;
  const area = toPixels(cells, raster);
  const refused = regrow(area, cells, raster, look);
  closePinholes(area, refused, raster, look);
  paint(raster, area, feather);
}

/** One byte a pixel: BACKDROP, 0 within reach of it, or 1 for smooth areas that the backdrop does not reach. */
function toPixels({ across, state }: Cells, { width, height }: Raster): Uint8Array {
  const area = new Uint8Array(width * height);
  for (let y = 0; y < height; y += CELL) {
    const cellRow = (y / CELL) * across;
    const row = y * width;
    for (let cell = 0; cell < across; ) {
      const value = state[cellRow + cell] as number;
      const from = cell;
      while (cell < across && state[cellRow + cell] === value) cell += 1;
      if (value !== 0) area.fill(value, row + from * CELL, row + Math.min(cell * CELL, width));
    }
    if (y + 1 < height) area.copyWithin(row + width, row, row + width);
  }
  return area;
}

/**
 * Wins back the margin kept to the edges, pixel by pixel, up to the last one that still looks like the backdrop it
 * is reached from. Returns the pixels that did not.
 */
function regrow(area: Uint8Array, cells: Cells, raster: Raster, look: BackdropLook): number[] {
  const { width, height } = raster;
  const refused: number[] = [];
  // Pairs of a pixel and the backdrop's level there, so that no slope is followed step by step into a subject.
  let ring = rim(cells, raster);
  const visit = (pixel: number, level: number, next: number[]) => {
    if (area[pixel] !== 0) return;
    if (!belongs(raster, pixel, look) || Math.abs(darkestChannel(raster, pixel) - level) > look.step) {
      refused.push(pixel);
      return;
    }
    area[pixel] = BACKDROP;
    next.push(pixel, level);
  };
  // Counted along the axes, so that corners are reached too.
  for (let round = 0; round < 2 * SHORTFALL && ring.length > 0; round += 1) {
    const next: number[] = [];
    for (let i = 0; i < ring.length; i += 2) {
      const pixel = ring[i] as number;
      const level = ring[i + 1] as number;
      const x = pixel % width;
      if (x > 0) visit(pixel - 1, level, next);
      if (x < width - 1) visit(pixel + 1, level, next);
      if (pixel >= width) visit(pixel - width, level, next);
      if (pixel < width * (height - 1)) visit(pixel + width, level, next);
    }
    ring = next;
  }
  return refused;
}

/** The pixels of every backdrop cell that has another kind of cell beside it, each with the cell's mean level. */
function rim({ across, down, state }: Cells, raster: Raster): number[] {
  const { width, height } = raster;
  const ring: number[] = [];
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      const at = y * across + x;
      if (state[at] !== BACKDROP) continue;
      const inside =
        (x === 0 || state[at - 1] === BACKDROP) &&
        (x === across - 1 || state[at + 1] === BACKDROP) &&
        (y === 0 || state[at - across] === BACKDROP) &&
        (y === down - 1 || state[at + across] === BACKDROP);
      if (inside) continue;
      const pixels: number[] = [];
      for (let row = y * CELL; row < Math.min(height, (y + 1) * CELL); row += 1) {
        for (let column = x * CELL; column < Math.min(width, (x + 1) * CELL); column += 1) {
          pixels.push(row * width + column);
        }
      }
      const sum = pixels.reduce((total, pixel) => total + darkestChannel(raster, pixel), 0);
      for (const pixel of pixels) ring.push(pixel, sum / pixels.length);
    }
  }
  return ring;
}

function belongs(raster: Raster, pixel: number, { pixelFloor, pixelCast }: BackdropLook): boolean {
  const { data, channels } = raster;
  const at = pixel * channels;
  const low = darkestChannel(raster, pixel);
  const high = Math.max(data[at] as number, data[at + 1] as number, data[at + 2] as number);
  return low >= pixelFloor && high - low <= pixelCast;
}

/** One or two pixels of grain inside the backdrop join it; what is darker, or longer, does not. */
function closePinholes(
  area: Uint8Array,
  refused: readonly number[],
  raster: Raster,
  look: BackdropLook,
): void {
  const { width, height } = raster;
  const holes = refused.filter((pixel) => {
    if (!belongs(raster, pixel, look)) return false;
    const x = pixel % width;
    const y = (pixel - x) / width;
    let others = 0;
    for (let row = Math.max(0, y - 2); row <= Math.min(height - 1, y + 2); row += 1) {
      for (let column = Math.max(0, x - 2); column <= Math.min(width - 1, x + 2); column += 1) {
        if (area[row * width + column] !== BACKDROP) others += 1;
      }
    }
    return others <= 2;
  });
  for (const pixel of holes) area[pixel] = BACKDROP;
}

function paint(raster: Raster, area: Uint8Array, feather: number): void {
  const { data, channels } = raster;
  const soft = softPixels(area, raster, feather);
  for (let pixel = 0; pixel < area.length; ) {
    if (area[pixel] !== BACKDROP) {
      pixel += 1;
      continue;
    }
    if (soft !== null && soft[pixel] !== 0) {
      const share = 1 - (soft[pixel] as number) / 255;
      for (let at = pixel * channels; at < pixel * channels + 3; at += 1) {
        const value = data[at] as number;
        data[at] = Math.round(value + (255 - value) * share);
      }
      pixel += 1;
      continue;
    }
    const from = pixel;
    while (pixel < area.length && area[pixel] === BACKDROP && (soft === null || soft[pixel] === 0))
      pixel += 1;
    // A fourth channel is alpha, which is opaque throughout.
    data.fill(255, from * channels, pixel * channels);
  }
}

/** How much of its own colour each backdrop pixel keeps, 0..255: most beside the subject, none beyond the feather. */
function softPixels(area: Uint8Array, { width, height }: Raster, feather: number): Uint8Array | null {
  if (feather === 0) return null;
  const soft = new Uint8Array(area.length);
  const reach = Math.ceil(feather);
  const stamp: { readonly dx: number; readonly dy: number; readonly keeps: number }[] = [];
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const keeps = Math.round(255 * (1 - Math.hypot(dx, dy) / (feather + 1)));
      if (keeps > 0) stamp.push({ dx, dy, keeps });
    }
  }
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      if (area[pixel] === BACKDROP || !touches(area, pixel, x, y, width, height)) continue;
      for (const { dx, dy, keeps } of stamp) {
        const column = x + dx;
        const row = y + dy;
        if (column < 0 || column >= width || row < 0 || row >= height) continue;
        const at = row * width + column;
        if (keeps > (soft[at] as number)) soft[at] = keeps;
      }
    }
  }
  return soft;
}

function touches(
  area: Uint8Array,
  pixel: number,
  x: number,
  y: number,
  width: number,
  height: number,
): boolean {
  return (
    (x > 0 && area[pixel - 1] === BACKDROP) ||
    (x < width - 1 && area[pixel + 1] === BACKDROP) ||
    (y > 0 && area[pixel - width] === BACKDROP) ||
    (y < height - 1 && area[pixel + width] === BACKDROP)
  );
}
