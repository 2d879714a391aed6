/** A dahlia seen from above, in colours beyond sRGB: the numbers are Display P3. */
import { add, blend, hex, paint, type Raster, type Rgb, scale } from './canvas.ts';
import { clamp, hash, layeredNoise, step } from './noise.ts';

const HEART = hex('#ffd21f');
const INNER = hex('#ff5a00');
const MIDDLE = hex('#ff0a54');
const OUTER = hex('#e3008f');
const TIP = hex('#ff7ad1');
const LEAF = hex('#00a352');
const DEEP = hex('#003b2d');

/** Share of the picture that the flower is drawn at. */
const SIZE = 1.16;

/** Golden angle, in radians. */
const TURN = 2.399_963;
const PETALS = 150;

interface Petal {
  readonly cos: number;
  readonly sin: number;
  /** Where it starts and how long it is, the picture being 2 wide. */
  readonly start: number;
  readonly length: number;
  readonly width: number;
  /** 0 at the heart, 1 at the rim. */
  readonly age: number;
  readonly seed: number;
}

/** Inner petals lie on top, so they come first. */
const FLOWER: readonly Petal[] = Array.from({ length: PETALS }, (_, index) => {
  const age = (index + 1) / PETALS;
  return {
    cos: Math.cos(index * TURN),
    sin: Math.sin(index * TURN),
    start: 0.5 * age ** 0.75 - 0.06,
    length: 0.1 + 0.26 * age ** 0.8,
    width: 0.035 + 0.085 * age ** 0.8,
    age,
    seed: index,
  };
});

export function flower(size: number): Raster {
  return paint(size, size, (px, py) => {
    // Four rays per pixel.
    let sum: Rgb = [0, 0, 0];
    for (let ray = 0; ray < 4; ray += 1) {
      const x = (2 * (px + 0.25 + 0.5 * (ray % 2))) / size - 1;
      const y = (2 * (py + 0.25 + 0.5 * (ray >> 1))) / size - 1;
      sum = add(sum, colorAt(x / SIZE, y / SIZE));
    }
    return scale(sum, 0.25);
  });
}

function colorAt(x: number, y: number): Rgb {
  const r = Math.hypot(x, y);
  if (r > 0.95) return leaves(x, y, r);
  let shade = 1;
  for (const petal of FLOWER) {
    const along = x * petal.cos + y * petal.sin - petal.start;
    const t = along / petal.length;
    if (t < -0.3 || t > 1.35) continue;
    const across = y * petal.cos - x * petal.sin;
    const half = petal.width * outline(clamp(t));
    const aside = Math.abs(across) / Math.max(half, 1e-6);
    if (t >= 0 && t <= 1 && aside <= 1) return scale(petalColor(petal, t, across / half, x, y), shade);
    // What lies beneath is darker close to the edge above it.
    const gap = Math.hypot(Math.max(0, Math.abs(across) - half), Math.max(0, along - petal.length, -along));
    shade *= 1 - 0.42 * Math.exp(-gap * 55) * (0.4 + 0.6 * petal.age);
    if (shade < 0.12) shade = 0.12;
  }
  return scale(leaves(x, y, r), shade);
}

/** Half width of a petal at `t` of its length: round, with a soft point. */
function outline(t: number): number {
  return Math.sqrt(Math.max(0, Math.sin(Math.PI * Math.min(1, 0.12 + 0.88 * t)))) * (1 - 0.25 * t ** 4);
}

function petalColor(petal: Petal, t: number, across: number, x: number, y: number): Rgb {
  let color = blend(HEART, INNER, step(0.02, 0.22, petal.age));
  color = blend(color, MIDDLE, step(0.15, 0.55, petal.age));
  color = blend(color, OUTER, step(0.5, 1, petal.age));
  color = blend(color, TIP, 0.55 * step(0.55, 1, t) * petal.age + 0.1 * hash(petal.seed, 3));
  const fold = 1 - 0.38 * Math.exp(-((across / 0.16) ** 2)) * (1 - 0.6 * t);
  const curl = 0.72 + 0.4 * Math.sqrt(Math.max(0, 1 - across * across)) - 0.1 * across;
  const root = 0.32 + 0.68 * step(-0.05, 0.6, t);
  const veins = 0.96 + 0.08 * layeredNoise(across * 9 + petal.seed * 7, t * 2, 2, petal.seed);
  const light = 1 - 0.14 * (x * 0.6 + y * 0.8);
  return scale(color, fold * curl * root * veins * light);
}

function leaves(x: number, y: number, r: number): Rgb {
  const sway = layeredNoise(x * 1.3 + 4, y * 1.3, 3, 5);
  const angle = Math.atan2(y, x);
  const blade = Math.abs(Math.sin(angle * 4.5 + sway * 2.6));
  const vein = Math.exp(-((blade / 0.09) ** 2));
  const light = clamp(0.25 + 0.55 * sway + 0.3 * blade - 0.35 * step(0.9, 1.4, r));
  return scale(blend(DEEP, LEAF, clamp(light - 0.25 * vein)), 0.55 + 0.25 * light);
}
