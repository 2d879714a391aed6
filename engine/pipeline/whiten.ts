/**
 * Turns a near-white backdrop exactly white. The backdrop is what can be reached from the border over smooth,
 * near-white, almost colourless pixels; a slow gradient or vignette is followed, an edge stops the way, and so does a
 * gap in an edge that is only a few pixels wide. Nothing else is touched.
 */
import { boxMean, dilate } from './box-filter.ts';
import type { Raster } from './draft.ts';

export interface WhitenOptions {
  /** How far below 255 a backdrop channel may be, in levels. */
  readonly tolerance: number;
  /** Width of the soft passage, in pixels; it lies on the backdrop's side of the subject's edge. */
  readonly feather: number;
}

/** Colour cast a backdrop may have, in levels between its strongest and weakest channel, at tolerance 0 .. 128. */
const CAST_BASE = 10;
const CAST_SHARE = 0.3;
/** Slope, in levels over two pixels of the smoothed picture, from which a passage counts as an edge. */
const EDGE_BASE = 4;
/** The flood keeps this far, in pixels, from every edge, so that it cannot slip through a thin gap in one. */
const GAP = 2;
/** An edge is felt this many pixels away: one by smoothing, one by comparing neighbours. */
const SLOPE_REACH = 2;
/** How far, in levels, a pixel beside the backdrop may be below it and still belong to it. */
const STEP_BASE = 5;

/** What a pixel beside the backdrop must be to belong to it, in levels. */
interface Belonging {
  readonly least: number;
  readonly mostCast: number;
  readonly step: number;
}

const FREE = 1;
const BACKDROP = 2;

/** Changes `raster`, of three or four channels, in place. Returns the number of pixels made exactly white. */
export function whiten(raster: Raster, options: WhitenOptions): number {
  const { width, height } = raster;
  const { darkest, cast } = lightAndCast(raster);
  const noise = borderNoise(darkest, width, height, 255 - options.tolerance);
  const state = classify(darkest, cast, width, height, options.tolerance, noise);
  const found = floodFromBorder(state.free, width, height);
  if (found === 0) return 0;
  // Single pixels stray further than the smoothed picture that was classified.
  const belongs = {
    least: 255 - options.tolerance - 2 * noise,
    mostCast: state.mostCast + 4 * noise,
    step: STEP_BASE + 2 * noise,
  };
  regrow(state.free, darkest, cast, width, height, belongs);
  closePinholes(state.free, darkest, cast, width, height, belongs);
  return paint(raster, state.free, options.feather);
}

/** Weakest channel of each pixel, and the distance between its strongest and weakest. */
function lightAndCast(raster: Raster) {
  const { data, channels } = raster;
  const count = raster.width * raster.height;
  const darkest = new Uint8Array(count);
  const cast = new Uint8Array(count);
  for (let pixel = 0, at = 0; pixel < count; pixel += 1, at += channels) {
    const r = data[at] as number;
    const g = data[at + 1] as number;
    const b = data[at + 2] as number;
    const low = Math.min(r, g, b);
    darkest[pixel] = low;
    cast[pixel] = Math.max(r, g, b) - low;
  }
  return { darkest, cast };
}

/** Typical difference, in levels, between neighbours along the near-white part of the border. */
function borderNoise(darkest: Uint8Array, width: number, height: number, floor: number): number {
  const counts = new Uint32Array(256);
  let total = 0;
  const compare = (a: number, b: number) => {
    const one = darkest[a] as number;
    const other = darkest[b] as number;
    if (one < floor || other < floor) return;
    counts[Math.abs(one - other)] = (counts[Math.abs(one - other)] as number) + 1;
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
  // The median is blind to the few places where a subject touches the border.
  let seen = 0;
  for (let level = 0; level < 256; level += 1) {
    seen += counts[level] as number;
    if (seen * 2 > total) return Math.min(level, 8);
  }
  return 0;
}

function classify(
  darkest: Uint8Array,
  cast: Uint8Array,
  width: number,
  height: number,
  tolerance: number,
  noise: number,
) {
  const floor = 255 - tolerance;
  const mostCast = CAST_BASE + CAST_SHARE * tolerance;
  const edge = EDGE_BASE + 2 * noise;
  const speck = EDGE_BASE + STEP_BASE + 4 * noise;
  const smooth = boxMean(darkest, width, height);
  const smoothCast = boxMean(cast, width, height);
  const barrier = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const up = y === 0 ? 0 : -width;
    const down = y === height - 1 ? 0 : width;
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const here = smooth[at] as number;
      if (here < floor || (smoothCast[at] as number) > mostCast) {
        barrier[at] = 1;
        continue;
      }
      const across =
        (smooth[x === 0 ? at : at - 1] as number) - (smooth[x === width - 1 ? at : at + 1] as number);
      const along = (smooth[at + up] as number) - (smooth[at + down] as number);
      const lone = (darkest[at] as number) - here;
      if (across > edge || across < -edge || along > edge || along < -edge || lone > speck || lone < -speck) {
        barrier[at] = 1;
      }
    }
  }
  const wide = dilate(barrier, width, height, GAP);
  const free = new Uint8Array(width * height);
  for (let at = 0; at < free.length; at += 1) free[at] = wide[at] === 0 ? FREE : 0;
  return { free, mostCast };
}

/** Marks every free pixel connected to the border; returns how many. */
function floodFromBorder(area: Uint8Array, width: number, height: number): number {
  // Each entry is one run of pixels still to look above and below of: start, end (exclusive).
  const runs: number[] = [];
  let found = 0;
  const take = (at: number) => {
    const row = at - (at % width);
    const end = row + width;
    let from = at;
    while (from > row && area[from - 1] === FREE) from -= 1;
    let to = at;
    while (to < end && area[to] === FREE) to += 1;
    area.fill(BACKDROP, from, to);
    found += to - from;
    runs.push(from, to);
  };
  const seed = (at: number) => {
    if (area[at] === FREE) take(at);
  };
  for (let x = 0; x < width; x += 1) {
    seed(x);
    seed((height - 1) * width + x);
  }
  for (let y = 0; y < height; y += 1) {
    seed(y * width);
    seed((y + 1) * width - 1);
  }
  while (runs.length > 0) {
    const to = runs.pop() as number;
    const from = runs.pop() as number;
    for (const offset of [-width, width]) {
      const first = from + offset;
      if (first < 0 || first >= area.length) continue;
      for (let at = first; at < to + offset; at += 1) if (area[at] === FREE) take(at);
    }
  }
  return found;
}

/** Wins back the margin kept to the edges, up to the last pixel that still looks like the backdrop beside it. */
function regrow(
  area: Uint8Array,
  darkest: Uint8Array,
  cast: Uint8Array,
  width: number,
  height: number,
  belongs: Belonging,
): void {
  const { least, mostCast, step } = belongs;
  let ring: number[] = [];
  const around = (at: number, visit: (neighbour: number) => void) => {
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at < width * (height - 1)) visit(at + width);
  };
  // Levels of the backdrop beside each pixel won, so that a slope is not followed step by step into a subject.
  const level = new Uint8Array(area.length);
  for (let at = 0; at < area.length; at += 1) {
    if (area[at] !== BACKDROP) continue;
    const x = at % width;
    const inside =
      (x === 0 || area[at - 1] === BACKDROP) &&
      (x === width - 1 || area[at + 1] === BACKDROP) &&
      (at < width || area[at - width] === BACKDROP) &&
      (at >= width * (height - 1) || area[at + width] === BACKDROP);
    if (inside) continue;
    level[at] = darkest[at] as number;
    ring.push(at);
  }
  // Counted along the axes, so that corners are reached too; what the flood could not reach stays out of reach.
  for (let round = 0; round < 2 * (GAP + SLOPE_REACH); round += 1) {
    const next: number[] = [];
    for (const at of ring) {
      const here = level[at] as number;
      around(at, (neighbour) => {
        if (area[neighbour] !== 0) return;
        const value = darkest[neighbour] as number;
        if (value < least || Math.abs(value - here) > step || (cast[neighbour] as number) > mostCast) return;
        area[neighbour] = BACKDROP;
        level[neighbour] = here;
        next.push(neighbour);
      });
    }
    ring = next;
  }
}

/** One or two pixels of grain inside the backdrop join it; what is darker, or longer, does not. */
function closePinholes(
  area: Uint8Array,
  darkest: Uint8Array,
  cast: Uint8Array,
  width: number,
  height: number,
  { least, mostCast }: Belonging,
): void {
  const holes: number[] = [];
  for (let at = 0; at < area.length; at += 1) {
    if (area[at] === BACKDROP || (darkest[at] as number) < least || (cast[at] as number) > mostCast) continue;
    const x = at % width;
    const y = (at - x) / width;
    let others = 0;
    for (let row = Math.max(0, y - 2); row <= Math.min(height - 1, y + 2); row += 1) {
      for (let column = Math.max(0, x - 2); column <= Math.min(width - 1, x + 2); column += 1) {
        if (area[row * width + column] !== BACKDROP) others += 1;
      }
    }
    if (others <= 2) holes.push(at);
  }
  for (const at of holes) area[at] = BACKDROP;
}

/** Distance is counted in thirds of a pixel: 3 straight, 4 diagonally. */
function paint(raster: Raster, area: Uint8Array, feather: number): number {
  const { data, width, height, channels } = raster;
  const distance = feather > 0 ? distanceToSubject(area, width, height, feather) : null;
  const reach = (feather + 1) * 3;
  let white = 0;
  for (let pixel = 0, at = 0; pixel < area.length; pixel += 1, at += channels) {
    if (area[pixel] !== BACKDROP) continue;
    const thirds = distance === null ? reach : (distance[pixel] as number);
    if (thirds >= reach) {
      data[at] = 255;
      data[at + 1] = 255;
      data[at + 2] = 255;
      white += 1;
      continue;
    }
    const share = thirds / reach;
    for (let channel = at; channel < at + 3; channel += 1) {
      const value = data[channel] as number;
      data[channel] = Math.round(value + (255 - value) * share);
    }
  }
  return white;
}

/** Chamfer distance of each backdrop pixel to the nearest other pixel, capped just beyond the feather. */
function distanceToSubject(area: Uint8Array, width: number, height: number, feather: number): Uint8Array {
  const cap = Math.min(255, Math.ceil((feather + 1) * 3));
  const distance = new Uint8Array(area.length);
  for (let at = 0; at < area.length; at += 1) distance[at] = area[at] === BACKDROP ? cap : 0;
  const sweep = (direction: 1 | -1) => {
    const side = -direction;
    const before = -direction * width;
    for (let row = 0; row < height; row += 1) {
      const y = direction === 1 ? row : height - 1 - row;
      const firstRow = row === 0;
      for (let column = 0; column < width; column += 1) {
        const x = direction === 1 ? column : width - 1 - column;
        const at = y * width + x;
        let best = distance[at] as number;
        if (best === 0) continue;
        if (column > 0) best = Math.min(best, (distance[at + side] as number) + 3);
        if (!firstRow) {
          best = Math.min(best, (distance[at + before] as number) + 3);
          if (x > 0) best = Math.min(best, (distance[at + before - 1] as number) + 4);
          if (x < width - 1) best = Math.min(best, (distance[at + before + 1] as number) + 4);
        }
        distance[at] = best;
      }
    }
  };
  sweep(1);
  sweep(-1);
  return distance;
}
