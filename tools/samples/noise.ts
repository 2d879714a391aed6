/** Repeatable noise: the same coordinates give the same value on every machine. */

/** 0..1 for a lattice point. */
export function hash(x: number, y: number, z = 0): number {
  let h = Math.imul(x | 0, 374_761_393) ^ Math.imul(y | 0, 668_265_263) ^ Math.imul(z | 0, 2_147_483_647);
  h = Math.imul(h ^ (h >>> 13), 1_274_126_177);
  h = Math.imul(h ^ (h >>> 15), 2_246_822_519);
  return ((h ^ (h >>> 16)) >>> 0) / 4_294_967_296;
}

/** Smooth value noise in the plane, 0..1. */
export function noise(x: number, y: number, seed = 0): number {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const u = ease(x - x0);
  const v = ease(y - y0);
  const top = mix(hash(x0, y0, seed), hash(x0 + 1, y0, seed), u);
  const bottom = mix(hash(x0, y0 + 1, seed), hash(x0 + 1, y0 + 1, seed), u);
  return mix(top, bottom, v);
}

/** Layers of noise, each half as strong and twice as fine as the one before; about 0..1. */
export function layeredNoise(x: number, y: number, layers: number, seed = 0): number {
  let sum = 0;
  let weight = 0.5;
  let scale = 1;
  let total = 0;
  for (let layer = 0; layer < layers; layer += 1) {
    sum += weight * noise(x * scale, y * scale, seed + layer);
    total += weight;
    weight /= 2;
    scale *= 2.03;
  }
  return sum / total;
}

export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

export function clamp(value: number, least = 0, most = 1): number {
  return Math.min(Math.max(value, least), most);
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function step(from: number, to: number, value: number): number {
  return ease(clamp((value - from) / (to - from)));
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
