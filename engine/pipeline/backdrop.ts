/**
 * Finds the backdrop of a picture in cells of two by two pixels: what can be reached from the border over smooth,
 * near-white, almost colourless cells. Slow gradients and vignettes are followed; an edge stops the way, and so does
 * a gap in an edge that is only a few pixels wide.
 */
import type { Raster } from './draft.ts';

/** Side of a cell, in pixels: its mean is free of most grain, and there are four times fewer of them to look at. */
export const CELL = 2;
/** The way keeps this many cells from every edge, so that it cannot slip through a thin gap in one. */
const GAP = 1;
/** An edge is felt this many cells away, by comparing neighbours. */
const SLOPE_REACH = 1;
/** The backdrop found may end this far, in pixels, before the edge that stopped it. */
export const SHORTFALL = (GAP + SLOPE_REACH + 1) * CELL;

/** Colour cast a backdrop may have, in levels between its strongest and weakest channel. */
const CAST_BASE = 10;
const CAST_SHARE = 0.3;
/** Slope, in levels from one neighbouring cell to the other, from which a passage counts as an edge. */
const EDGE_BASE = 4;
/** Levels between the pixels of one cell from which it holds more than grain. */
const SPECK_BASE = 9;
/** Levels by which the backdrop's own pixels differ beside each other. */
const STEP_BASE = 5;

/** What tells backdrop from the rest in one picture, in levels. */
export interface BackdropLook {
  /** Weakest channel and cast of a smooth patch. */
  readonly floor: number;
  readonly mostCast: number;
  /** Typical difference between neighbouring pixels. */
  readonly noise: number;
  /** The same for single pixels, which stray further than patches. */
  readonly pixelFloor: number;
  readonly pixelCast: number;
  readonly step: number;
}

export function lookOf(raster: Raster, tolerance: number): BackdropLook {
  const floor = 255 - tolerance;
  const noise = borderNoise(raster, floor);
  const mostCast = CAST_BASE + CAST_SHARE * tolerance;
  return {
    floor,
    mostCast,
    noise,
    pixelFloor: floor - 2 * noise,
    pixelCast: mostCast + 4 * noise,
    step: STEP_BASE + 2 * noise,
  };
}

export function darkestChannel({ data, channels }: Raster, pixel: number): number {
  const at = pixel * channels;
  return Math.min(data[at] as number, data[at + 1] as number, data[at + 2] as number);
}

/** Median difference between neighbours along the near-white part of the border: blind to a subject touching it. */
function borderNoise(raster: Raster, floor: number): number {
  const { width, height } = raster;
  const counts = new Uint32Array(256);
  let total = 0;
  const compare = (a: number, b: number) => {
    const one = darkestChannel(raster, a);
    const other = darkestChannel(raster, b);
    if (one < floor || other < floor) return;
    const difference = Math.abs(one - other);
    counts[difference] = (counts[difference] as number) + 1;
    total += 1;
  };
  const last = (height - 1) * width;
  for (let x = 1; x < width; x += 1) {
    compare(x - 1, x);
    compare(last + x - 1, last + x);
  }
  for (let y = 1; y < height; y += 1) {
    compare((y - 1) * width, y * width);
    compare(y * width - 1, (y + 1) * width - 1);
  }
  let seen = 0;
  for (let level = 0; level < 256; level += 1) {
    seen += counts[level] as number;
    if (seen * 2 > total) return Math.min(level, 8);
  }
  return 0;
}

export interface Cells {
  readonly across: number;
  readonly down: number;
  /** BACKDROP for every cell that belongs to it. */
  readonly state: Uint8Array;
  readonly found: number;
}

const FREE = 1;
export const BACKDROP = 2;

export function findBackdrop(raster: Raster, look: BackdropLook): Cells {
  const across = Math.ceil(raster.width / CELL);
  const down = Math.ceil(raster.height / CELL);
  const light = new Uint8Array(across * down);
  const barrier = new Uint8Array(across * down);
  measureCells(raster, look, across, light, barrier);
  markSlopes(light, barrier, across, down, EDGE_BASE + 2 * look.noise);
  const state = freeCells(barrier, across, down);
  return { across, down, state, found: floodFromBorder(state, across, down) };
}

/** Mean of the weakest channel of each cell, and a barrier where it cannot be backdrop. */
function measureCells(
  { data, width, height, channels }: Raster,
  look: BackdropLook,
  across: number,
  light: Uint8Array,
  barrier: Uint8Array,
): void {
  const floor = look.floor * 4;
  const mostCast = look.mostCast * 4;
  const speck = SPECK_BASE + 4 * look.noise;
  let cell = 0;
  for (let y = 0; y < height; y += CELL) {
    const upper = y * width;
    const lower = (y + 1 < height ? y + 1 : y) * width;
    for (let i = 0; i < across; i += 1, cell += 1) {
      const x = i * CELL;
      const next = x + 1 < width ? x + 1 : x;
      let sum = 0;
      let cast = 0;
      let least = 255;
      let most = 0;
      for (let corner = 0; corner < 4; corner += 1) {
        const at = ((corner < 2 ? upper : lower) + ((corner & 1) === 0 ? x : next)) * channels;
        const r = data[at] as number;
        const g = data[at + 1] as number;
        const b = data[at + 2] as number;
        const low = Math.min(r, g, b);
        sum += low;
        cast += Math.max(r, g, b) - low;
        if (low < least) least = low;
        if (low > most) most = low;
      }
      light[cell] = (sum + 2) >> 2;
      if (sum < floor || cast > mostCast || most - least > speck) barrier[cell] = 1;
    }
  }
}

function markSlopes(
  light: Uint8Array,
  barrier: Uint8Array,
  across: number,
  down: number,
  edge: number,
): void {
  for (let y = 0; y < down; y += 1) {
    const up = y === 0 ? 0 : -across;
    const below = y === down - 1 ? 0 : across;
    for (let x = 0; x < across; x += 1) {
      const at = y * across + x;
      if (barrier[at] === 1) continue;
      const left = light[x === 0 ? at : at - 1] as number;
      const right = light[x === across - 1 ? at : at + 1] as number;
      const rise = (light[at + up] as number) - (light[at + below] as number);
      if (Math.abs(left - right) > edge || Math.abs(rise) > edge) barrier[at] = 1;
    }
  }
}

/** FREE for every cell with no barrier within GAP cells along either axis. */
function freeCells(barrier: Uint8Array, across: number, down: number): Uint8Array {
  const rows = new Uint8Array(barrier.length);
  for (let y = 0; y < down; y += 1) {
    const row = y * across;
    // The last barrier seen so far reaches GAP further.
    let reach = -1;
    for (let x = 0; x < across + GAP; x += 1) {
      if (x < across && barrier[row + x] === 1) reach = x + 2 * GAP;
      if (x >= GAP && x <= reach) rows[row + x - GAP] = 1;
    }
  }
  const free = new Uint8Array(barrier.length).fill(FREE);
  for (let y = 0; y < down; y += 1) {
    const first = Math.max(0, y - GAP) * across;
    const last = Math.min(down - 1, y + GAP) * across;
    for (let x = 0; x < across; x += 1) {
      if (rows[y * across + x] === 0) continue;
      for (let row = first; row <= last; row += across) free[row + x] = 0;
    }
  }
  return free;
}

/** Marks every free cell connected to the border; returns how many. */
function floodFromBorder(state: Uint8Array, across: number, down: number): number {
  // Each pair is one run of cells still to look above and below of: start, end (exclusive).
  const runs: number[] = [];
  let found = 0;
  const take = (at: number) => {
    if (state[at] !== FREE) return;
    const row = at - (at % across);
    let from = at;
    while (from > row && state[from - 1] === FREE) from -= 1;
    let to = at + 1;
    while (to < row + across && state[to] === FREE) to += 1;
    state.fill(BACKDROP, from, to);
    found += to - from;
    runs.push(from, to);
  };
  for (let x = 0; x < across; x += 1) {
    take(x);
    take((down - 1) * across + x);
  }
  for (let y = 0; y < down; y += 1) {
    take(y * across);
    take((y + 1) * across - 1);
  }
  while (runs.length > 0) {
    const to = runs.pop() as number;
    const from = runs.pop() as number;
    for (const offset of [-across, across]) {
      if (from + offset < 0 || from + offset >= state.length) continue;
      for (let at = from + offset; at < to + offset; at += 1) take(at);
    }
  }
  return found;
}
