/** A mountain lake at dusk: ridges one behind the other, a low sun, and the water mirroring both. */
import { add, blend, hex, paint, type Raster, type Rgb, scale } from './canvas.ts';
import { clamp, hash, layeredNoise, mix, noise, step } from './noise.ts';

const ZENITH = hex('#1d2450');
const UPPER = hex('#4b3f7d');
const MIDDLE = hex('#c2668a');
const LOW = hex('#f5a26b');
const HORIZON = hex('#ffd9a0');
const SUN = hex('#fff3d0');
const INK = hex('#0c1026');
const INK_FAR = hex('#221a3c');
const STARLIGHT: Rgb = [1, 0.96, 0.9];
const CLOUD = hex('#b0628f');
const CLOUD_LIT = hex('#ffa08c');

/** Heights are shares of the picture, 0 at its foot. */
const SHORE = 0.34;
const SUN_AT = { x: 0.635, y: 0.455 };

interface Ridge {
  readonly base: number;
  readonly height: number;
  readonly scale: number;
  readonly color: Rgb;
  readonly seed: number;
}

/** From the farthest to the nearest. */
const RIDGES: readonly Ridge[] = [
  { base: 0.4, height: 0.2, scale: 3.1, color: hex('#c07f95'), seed: 11 },
  { base: 0.37, height: 0.17, scale: 4.3, color: hex('#8c5f8b'), seed: 23 },
  { base: 0.345, height: 0.13, scale: 5.9, color: hex('#574679'), seed: 37 },
  { base: 0.33, height: 0.085, scale: 8, color: hex('#2f2d58'), seed: 53 },
];

export function dusk(width: number, height: number): Raster {
  const aspect = width / height;
  return paint(width, height, (px, py) => {
    const x = px / width;
    const y = 1 - py / height;
    const near = foreground(x, y, aspect);
    if (near !== null) return near;
    return y >= SHORE ? landscape(x, y, aspect) : water(x, y, aspect);
  });
}

function landscape(x: number, y: number, aspect: number): Rgb {
  let color = sky(x, y, aspect);
  for (const ridge of RIDGES) {
    const top = crest(ridge, x, aspect);
    const cover = step(top + 0.0006, top - 0.0006, y);
    if (cover === 0) continue;
    const haze = clamp((y - SHORE) / (top - SHORE + 0.001));
    const glow = Math.exp(-(((x - SUN_AT.x) * aspect) ** 2) / 0.12) * 0.35;
    const rock = scale(ridge.color, 0.93 + 0.14 * layeredNoise(x * 60, y * 90, 3, ridge.seed));
    color = blend(color, blend(blend(MIDDLE, LOW, glow), rock, 0.55 + 0.45 * haze - glow * 0.4), cover);
  }
  return color;
}

function crest({ base, height, scale: width, seed }: Ridge, x: number, aspect: number): number {
  const folded = 1 - Math.abs(2 * layeredNoise(x * width * aspect * 0.5, seed * 3.7, 6, seed) - 1);
  const wide = noise(x * 1.6 * aspect, seed, seed + 90);
  return base + height * (0.75 * folded ** 1.6 + 0.45 * wide - 0.42);
}

function sky(x: number, y: number, aspect: number): Rgb {
  const t = clamp((y - SHORE) / (1 - SHORE));
  const wobble = t + 0.04 * (layeredNoise(x * 2, y * 3, 3, 7) - 0.5);
  let color = blend(HORIZON, LOW, step(0, 0.2, wobble));
  color = blend(color, MIDDLE, step(0.12, 0.44, wobble));
  color = blend(color, UPPER, step(0.34, 0.72, wobble));
  color = blend(color, ZENITH, step(0.62, 1, wobble));
  const dx = (x - SUN_AT.x) * aspect;
  const dy = y - SUN_AT.y;
  const away = Math.hypot(dx, dy);
  color = add(color, scale(LOW, 0.55 * Math.exp(-away * 5.5)));
  color = add(color, scale(HORIZON, 0.5 * Math.exp(-away * 16)));
  // Long thin clouds, lit from below near the sun.
  const drift = layeredNoise(x * 2.4 * aspect + 3, y * 17, 5, 61);
  const cloud = step(0.52, 0.78, drift) * step(0.05, 0.2, t) * step(0.86, 0.5, t);
  const lit = blend(CLOUD, CLOUD_LIT, clamp(Math.exp(-away * 2.2) + 0.25 * (1 - t)));
  color = blend(color, lit, cloud * 0.55);
  color = blend(color, SUN, step(0.036, 0.033, away));
  return add(color, scale(STARLIGHT, stars(x * aspect, y) * step(0.6, 0.95, t)));
}

function stars(x: number, y: number): number {
  const cells = 70;
  const cx = Math.floor(x * cells);
  const cy = Math.floor(y * cells);
  if (hash(cx, cy, 301) < 0.8) return 0;
  const dx = x * cells - cx - 0.2 - 0.6 * hash(cx, cy, 302);
  const dy = y * cells - cy - 0.2 - 0.6 * hash(cx, cy, 303);
  return step(0.07, 0.01, Math.hypot(dx, dy)) * hash(cx, cy, 304) ** 2 * 0.9;
}

function water(x: number, y: number, aspect: number): Rgb {
  const depth = SHORE - y;
  const fine = layeredNoise(x * aspect * 14, 3 / (depth + 0.015) + x * 2, 3, 71) - 0.5;
  const broad = layeredNoise(x * aspect * 3, 14 * Math.sqrt(depth), 3, 83) - 0.5;
  const ripple = (0.018 + 0.1 * depth) * (fine * 0.8 + broad * 0.7);
  const mirrored = landscape(clamp(x + ripple * 0.35), SHORE + depth * 0.92 + Math.abs(ripple), aspect);
  const dark = mix(0.86, 0.5, clamp(depth / SHORE));
  const path = Math.exp(-(((x - SUN_AT.x + ripple * 0.6) * aspect) ** 2) / (0.0012 + 0.03 * depth));
  const glint = path * step(0.02, 0.22, fine + 0.1) * (0.5 - depth);
  return add(scale(blend(mirrored, UPPER, 0.12), dark), scale(LOW, Math.max(0, glint) * 0.9));
}

/** Pines on the near bank, as shadows. */
function foreground(x: number, y: number, aspect: number): Rgb | null {
  const left = 0.15 * step(0.42, 0, x) + 0.02 * layeredNoise(x * 9, 1, 4, 91) * step(0.5, 0.1, x);
  const right = 0.1 * step(0.72, 1, x) + 0.02 * layeredNoise(x * 9, 2, 4, 92) * step(0.66, 0.9, x);
  const bank = Math.max(left, right) - 0.008;
  let cover = step(bank + 0.001, bank - 0.001, y);
  for (const [at, foot, tall] of PINES) cover = Math.max(cover, pine((x - at) * aspect, y - foot, tall, at));
  if (cover === 0) return null;
  const ink = blend(INK, INK_FAR, clamp(y / 0.5));
  if (cover === 1) return ink;
  return blend(y >= SHORE ? landscape(x, y, aspect) : water(x, y, aspect), ink, cover);
}

/** Place, foot and height of each tree. */
const PINES: readonly (readonly [number, number, number])[] = [
  [0.035, 0.12, 0.5],
  [0.085, 0.12, 0.62],
  [0.135, 0.11, 0.42],
  [0.18, 0.1, 0.5],
  [0.225, 0.08, 0.3],
  [0.265, 0.06, 0.22],
  [0.86, 0.05, 0.24],
  [0.905, 0.06, 0.34],
  [0.955, 0.07, 0.44],
  [0.99, 0.07, 0.3],
];

function pine(x: number, y: number, tall: number, seed: number): number {
  if (y < -0.02 || y > tall) return 0;
  const up = y / tall;
  const tiers = 15;
  const tier = (1 - up) * tiers;
  const within = tier - Math.floor(tier);
  const side = x < 0 ? 1 : 2;
  const uneven = 0.7 + 0.5 * hash(Math.floor(tier), side, Math.round(seed * 1000));
  const spread = tall * 0.17 * (1 - up) * (0.42 + 0.58 * within) * uneven;
  const ragged = 0.004 * (noise(x * 260, y * 260, 17) - 0.5);
  const width = Math.max(spread, 0.0035 * (1 - up) + 0.0012) + ragged;
  return step(width + 0.0008, width - 0.0008, Math.abs(x));
}
