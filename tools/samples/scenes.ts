/** What stands in the studio: a stoneware mug, and a still life of plain solids. */
import { blend, hex, type Rgb, scale } from './canvas.ts';
import { clamp, hash, layeredNoise, step } from './noise.ts';
import { box, cut, cylinder, join, ring, sphere } from './shapes.ts';
import type { Scene } from './studio.ts';

const GLAZE = hex('#1f6f78');
const GLAZE_THIN = hex('#4e9a98');
const CLAY = hex('#d9c3a5');
const SPECK = hex('#4a3b2c');
const COFFEE = hex('#2b1609');
const CREMA = hex('#7a4a22');

/** Cells of the speckled clay, in units of the scene. */
const SPECK_SIZE = 0.035;
const COFFEE_LEVEL = 1.62;

function mugBody(x: number, y: number, z: number): number {
  // A little wider at the top, as if thrown by hand.
  const widen = 0.9 + 0.035 * y;
  const outer = cylinder(x, y, z, widen, 2, 0.16);
  const handle = ring(x - 0.98, y - 1.04, z, 0.5, 0.115, 1.35);
  const solid = join(outer, handle, 0.16);
  return cut(solid, cylinder(x, y - 0.16, z, widen - 0.085, 3, 0.2), 0.035);
}

function coffee(x: number, y: number, z: number): number {
  return cylinder(x, y - 0.1, z, 0.86, COFFEE_LEVEL - 0.1, 0.01);
}

export const mug: Scene = {
  distance: (x, y, z) => {
    // Turned so that the handle points to the viewer's right and a little forward.
    const px = 0.94 * x + 0.34 * z;
    const pz = -0.34 * x + 0.94 * z;
    return Math.min(mugBody(px, y, pz), coffee(px, y, pz));
  },
  surface: (x, y, z) => {
    const px = 0.94 * x + 0.34 * z;
    const pz = -0.34 * x + 0.94 * z;
    if (coffee(px, y, pz) < 0.004 && y > COFFEE_LEVEL - 0.02) {
      const edge = step(0.62, 0.86, Math.hypot(px, pz) + 0.12 * layeredNoise(px * 3, pz * 3, 3, 5));
      return { color: blend(COFFEE, CREMA, edge), gloss: 0.7 };
    }
    const angle = Math.atan2(pz, px);
    // The glaze was dipped: its lower rim wanders, and it thins out where it ran over edges.
    const dip = 0.62 + 0.05 * Math.sin(angle * 2 + 0.6) + 0.05 * layeredNoise(angle * 2.2, 1, 3, 3);
    const glazed = step(dip - 0.006, dip + 0.006, y);
    const thin = clamp(0.35 * layeredNoise(px * 2.5 + 9, y * 2.2 + pz * 2, 4, 11) + step(1.9, 2.0, y) * 0.75);
    const glaze = blend(GLAZE, GLAZE_THIN, thin);
    const clay = scale(CLAY, 0.92 + 0.14 * layeredNoise(angle * 3, y * 34, 2, 21));
    return {
      color: blend(blend(clay, glaze, glazed), SPECK, speckle(px, y, pz) * (0.75 - 0.35 * glazed)),
      gloss: 0.08 + 0.92 * glazed,
    };
  },
  backdrop: (u, v) => scale(hex('#f7f6f4'), 1 - 0.05 * (u * u + v * v) ** 1.3 + 0.01 * v),
  camera: { position: [0, 4.3, 9.2], target: [0.24, 0.95, 0], zoom: 7.3 },
  shadow: { color: hex('#7d7772'), strength: 1 },
};

/** Iron spots: one in some of the cells, each a little ball. */
function speckle(x: number, y: number, z: number): number {
  const cx = Math.floor(x / SPECK_SIZE);
  const cy = Math.floor(y / SPECK_SIZE);
  const cz = Math.floor(z / SPECK_SIZE);
  const luck = hash(cx, cy * 7919 + cz, 77);
  if (luck < 0.9) return 0;
  const middle = (cell: number, seed: number) => (cell + 0.3 + 0.4 * hash(cx + seed, cy, cz)) * SPECK_SIZE;
  const distance = Math.hypot(x - middle(cx, 1), y - middle(cy, 2), z - middle(cz, 3));
  const radius = SPECK_SIZE * (0.1 + 0.28 * hash(cx, cy, cz + 5));
  return 1 - step(radius * 0.6, radius, distance);
}

interface Piece {
  readonly distance: (x: number, y: number, z: number) => number;
  readonly color: Rgb;
  readonly gloss: number;
}

/** A vase turned on a wheel: the radius follows the height. */
function vase(x: number, y: number, z: number): number {
  const t = clamp(y / 2.7);
  const radius =
    0.36 +
    0.42 * Math.sin(Math.PI * (0.12 + 0.74 * t)) ** 2 -
    0.24 * step(0.62, 0.86, t) +
    0.1 * step(0.88, 1, t);
  const side = (Math.hypot(x, z) - radius) * 0.8;
  const solid = Math.max(side, Math.abs(y - 1.35) - 1.35) - 0.02;
  return cut(solid, Math.max(Math.hypot(x, z) - radius + 0.09, 2.2 - y), 0.03);
}

function arch(x: number, y: number, z: number): number {
  const body = Math.min(box(x, y - 0.9, 0, [1.05, 0.9, 1], 0), Math.hypot(x, y - 1.8) - 1.05);
  const opening = Math.min(box(x, y - 0.8, 0, [0.56, 0.96, 9], 0), Math.hypot(x, y - 1.75) - 0.56);
  const flat = cut(body, opening, 0.02);
  const thick = Math.abs(z) - 0.34;
  return Math.min(Math.max(flat, thick), 0) + Math.hypot(Math.max(flat, 0), Math.max(thick, 0)) - 0.02;
}

const PIECES: readonly Piece[] = [
  { distance: (x, y, z) => arch(x + 0.55, y, z + 1.1), color: hex('#e8b49a'), gloss: 0 },
  {
    distance: (x, y, z) => cylinder(x - 1.25, y, z + 0.35, 0.92, 0.55, 0.05),
    color: hex('#f2e3d0'),
    gloss: 0,
  },
  { distance: (x, y, z) => vase(x - 1.25, y - 0.55, z + 0.35), color: hex('#6f8f86'), gloss: 0.25 },
  { distance: (x, y, z) => sphere(x + 1.35, y - 0.52, z - 0.5, 0.52), color: hex('#d9622f'), gloss: 0.22 },
  { distance: (x, y, z) => sphere(x - 0.02, y - 0.3, z - 1.15, 0.3), color: hex('#e9b44c'), gloss: 0.22 },
  {
    distance: (x, y, z) => cylinder(x - 2.75, y, z - 0.55, 0.36, 0.95, 0.04),
    color: hex('#2f4858'),
    gloss: 0.1,
  },
  {
    distance: (x, y, z) => box(x + 2.55, y - 0.62, z + 0.7, [0.5, 0.62, 0.5], 0.04),
    color: hex('#c98a78'),
    gloss: 0,
  },
  { distance: (x, y, z) => sphere(x + 2.55, y - 1.58, z + 0.7, 0.34), color: hex('#f2e3d0'), gloss: 0.15 },
];

export const stillLife: Scene = {
  distance: (x, y, z) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const piece of PIECES) nearest = Math.min(nearest, piece.distance(x, y, z));
    return nearest;
  },
  surface: (x, y, z) => {
    let nearest = Number.POSITIVE_INFINITY;
    let found = PIECES[0];
    for (const piece of PIECES) {
      const distance = piece.distance(x, y, z);
      if (distance < nearest) {
        nearest = distance;
        found = piece;
      }
    }
    const grain = 0.965 + 0.07 * layeredNoise(x * 9 + z * 5, y * 9, 3, 41);
    return { color: scale(found?.color ?? [1, 1, 1], grain), gloss: found?.gloss ?? 0 };
  },
  backdrop: (u, v) =>
    scale(blend(hex('#e6a083'), hex('#f4cdb5'), clamp(0.62 + 0.4 * v - 0.22 * u)), 1 - 0.08 * u * u),
  camera: { position: [0.3, 2.9, 11.5], target: [0.05, 1.28, 0], zoom: 4.1 },
  shadow: { color: hex('#8a5548'), strength: 1.15 },
};
