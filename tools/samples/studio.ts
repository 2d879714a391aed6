/**
 * A small photo studio: objects given by their distance functions stand on a seamless backdrop, lit by a large
 * soft box at the upper left. Rays are marched; edges get nine rays per pixel.
 */
import { add, blend, multiply, put, type Raster, type Rgb, scale } from './canvas.ts';
import { clamp, step } from './noise.ts';

export interface Surface {
  readonly color: Rgb;
  /** 0 chalk, 1 wet glaze. */
  readonly gloss: number;
}

export interface Scene {
  /** Distance from a point to the nearest object; the floor is y = 0 and not part of it. */
  readonly distance: (x: number, y: number, z: number) => number;
  readonly surface: (x: number, y: number, z: number) => Surface;
  /** Colour of the backdrop at a place in the picture, both -1..1. */
  readonly backdrop: (u: number, v: number) => Rgb;
  readonly camera: { readonly position: Vec; readonly target: Vec; readonly zoom: number };
  readonly shadow: { readonly color: Rgb; readonly strength: number };
}

export type Vec = readonly [number, number, number];

const LIGHT = normalize([-0.55, 0.78, 0.42]);
const FAR = 30;

export function photograph(scene: Scene, width: number, height: number): Raster {
  const view = frame(scene);
  const data = Buffer.alloc(width * height * 3);
  const depths = new Float32Array(width * height);
  const look = (px: number, py: number) => {
    const u = (2 * px - width) / height;
    const v = (height - 2 * py) / height;
    return trace(scene, view, u, v, width / height);
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const { color, depth } = look(x + 0.5, y + 0.5);
      depths[y * width + x] = depth;
      put(data, (y * width + x) * 3, color);
    }
  }
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      if (!isEdge(data, depths, y * width + x, width)) continue;
      let sum: Rgb = [0, 0, 0];
      for (let ray = 0; ray < 9; ray += 1) {
        const { color } = look(x + ((ray % 3) + 0.5) / 3, y + (Math.floor(ray / 3) + 0.5) / 3);
        sum = add(sum, [clamp(color[0]), clamp(color[1]), clamp(color[2])]);
      }
      put(data, (y * width + x) * 3, scale(sum, 1 / 9));
    }
  }
  return { width, height, data };
}

function isEdge(data: Buffer, depths: Float32Array, at: number, width: number): boolean {
  const depth = depths[at] ?? 0;
  const light = data[at * 3 + 1] ?? 0;
  return [at - 1, at + 1, at - width, at + width].some(
    (other) =>
      Math.abs((depths[other] ?? 0) - depth) > 0.08 || Math.abs((data[other * 3 + 1] ?? 0) - light) > 14,
  );
}

interface View {
  readonly position: Vec;
  readonly right: Vec;
  readonly up: Vec;
  readonly forward: Vec;
  readonly zoom: number;
}

function frame({ camera }: Scene): View {
  const forward = normalize(subtract(camera.target, camera.position));
  const right = normalize(cross(forward, [0, 1, 0]));
  return { position: camera.position, right, up: cross(right, forward), forward, zoom: camera.zoom };
}

function trace(
  scene: Scene,
  view: View,
  u: number,
  v: number,
  aspect: number,
): { color: Rgb; depth: number } {
  const direction = normalize([
    view.right[0] * u + view.up[0] * v + view.forward[0] * view.zoom,
    view.right[1] * u + view.up[1] * v + view.forward[1] * view.zoom,
    view.right[2] * u + view.up[2] * v + view.forward[2] * view.zoom,
  ]);
  const floor = direction[1] < 0 ? -view.position[1] / direction[1] : FAR;
  const hit = march(scene, view.position, direction, Math.min(floor, FAR));
  const backdrop = scene.backdrop(u / aspect, v);
  if (hit !== null) {
    return { color: shade(scene, along(view.position, direction, hit), direction, backdrop), depth: hit };
  }
  if (floor >= FAR) return { color: backdrop, depth: FAR };
  const point = along(view.position, direction, floor);
  // Squared: deep where things touch the floor, faint where a shadow runs out.
  const dark = scene.shadow.strength * (1 - floorLight(scene, point)) ** 2;
  return { color: blend(backdrop, multiply(backdrop, scene.shadow.color), clamp(dark)), depth: FAR };
}

function march(scene: Scene, from: Vec, direction: Vec, most: number): number | null {
  let travelled = 0;
  for (let i = 0; i < 160 && travelled < most; i += 1) {
    const x = from[0] + direction[0] * travelled;
    const y = from[1] + direction[1] * travelled;
    const z = from[2] + direction[2] * travelled;
    const distance = scene.distance(x, y, z);
    if (distance < 0.0006) return travelled;
    travelled += distance * 0.92;
  }
  return null;
}

function shade(scene: Scene, point: Vec, direction: Vec, backdrop: Rgb): Rgb {
  const normal = normalAt(scene, point);
  const { color, gloss } = scene.surface(point[0], point[1], point[2]);
  const lifted = along(point, normal, 0.01);
  const lambert = Math.max(0, dot(normal, LIGHT));
  // A soft box wraps around an object further than a point of light would.
  const wrapped = Math.max(0, (dot(normal, LIGHT) + 0.25) / 1.25);
  const key = (0.75 * lambert + 0.25 * wrapped) * softShadow(scene, lifted, LIGHT, 7);
  const open = openness(scene, point, normal);
  const sky = 0.42 + 0.24 * normal[1];
  const bounce = scale(backdrop, 0.22 * Math.max(0, 0.6 - normal[1]) * Math.exp(-0.55 * point[1]));
  const diffuse = add(scale([1, 0.985, 0.96], 0.92 * key + sky * open), scale(bounce, open));
  const lit = multiply(color, diffuse);
  if (gloss === 0) return lit;
  const mirrored = reflect(direction, normal);
  const facing = Math.max(0, -dot(direction, normal));
  const fresnel = 0.04 + 0.96 * (1 - facing) ** 5;
  const studio = 0.35 + 0.45 * clamp(mirrored[1] * 0.5 + 0.5);
  const shine =
    (softBox(mirrored) * 3.2 * softShadow(scene, lifted, mirrored, 20) + studio * 0.55 * open) * fresnel;
  return add(lit, scale([1, 0.99, 0.97], shine * gloss));
}

/** A rectangle of light with soft edges, seen in reflections. */
function softBox(direction: Vec): number {
  const forward = dot(direction, LIGHT);
  if (forward <= 0) return 0;
  const across = normalize(cross(LIGHT, [0, 1, 0]));
  const upward = cross(across, LIGHT);
  const x = Math.abs(dot(direction, across) / forward);
  const y = Math.abs(dot(direction, upward) / forward);
  return (1 - step(0.3, 0.42, x)) * (1 - step(0.42, 0.56, y));
}

function floorLight(scene: Scene, [x, , z]: Vec): number {
  const point: Vec = [x, 0.002, z];
  const key = softShadow(scene, point, LIGHT, 3.2);
  const open = scene.distance(x, 0, z) > 0.7 ? 1 : openness(scene, point, [0, 1, 0]);
  return 0.55 * key + 0.45 * open ** 1.4;
}

/** Share of the light that reaches a point; a small `hardness` makes a wide half-shadow. */
function softShadow(scene: Scene, from: Vec, direction: Vec, hardness: number): number {
  let light = 1;
  let travelled = 0.03;
  for (let i = 0; i < 48 && travelled < 7; i += 1) {
    const distance = scene.distance(
      from[0] + direction[0] * travelled,
      from[1] + direction[1] * travelled,
      from[2] + direction[2] * travelled,
    );
    light = Math.min(light, (hardness * distance) / travelled);
    if (light < -1) break;
    travelled += clamp(Math.abs(distance), 0.03, 0.4);
  }
  const open = clamp(light, -1, 1);
  return 0.25 * (1 + open) ** 2 * (2 - open);
}

/** Share of the surroundings a point sees, from the distances met on the way out. */
function openness(scene: Scene, point: Vec, normal: Vec): number {
  let blocked = 0;
  let weight = 1;
  for (let i = 1; i <= 6; i += 1) {
    const reach = 0.02 + 0.11 * i;
    const away = along(point, normal, reach);
    const floor = Math.max(0, away[1]);
    const distance = Math.min(scene.distance(away[0], away[1], away[2]), normal[1] > 0.99 ? FAR : floor);
    blocked += Math.max(0, reach - distance) * weight;
    weight *= 0.8;
  }
  return clamp(1 - 0.75 * blocked);
}

function normalAt(scene: Scene, [x, y, z]: Vec): Vec {
  const e = 0.0012;
  return normalize([
    scene.distance(x + e, y, z) - scene.distance(x - e, y, z),
    scene.distance(x, y + e, z) - scene.distance(x, y - e, z),
    scene.distance(x, y, z + e) - scene.distance(x, y, z - e),
  ]);
}

function along(from: Vec, direction: Vec, distance: number): Vec {
  return [
    from[0] + direction[0] * distance,
    from[1] + direction[1] * distance,
    from[2] + direction[2] * distance,
  ];
}

function subtract(a: Vec, b: Vec): Vec {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function dot(a: Vec, b: Vec): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vec, b: Vec): Vec {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function reflect(direction: Vec, normal: Vec): Vec {
  return along(direction, normal, -2 * dot(direction, normal));
}

function normalize(vector: Vec): Vec {
  const length = Math.hypot(vector[0], vector[1], vector[2]);
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}
