/** Distance functions of simple solids, all centred on the vertical axis unless they say otherwise. */

export function sphere(x: number, y: number, z: number, radius: number): number {
  return Math.sqrt(x * x + y * y + z * z) - radius;
}

/** Standing on y = 0, with rounded edges. */
export function cylinder(
  x: number,
  y: number,
  z: number,
  radius: number,
  height: number,
  round: number,
): number {
  const dx = Math.sqrt(x * x + z * z) - radius + round;
  const dy = Math.abs(y - height / 2) - height / 2 + round;
  return Math.min(Math.max(dx, dy), 0) + Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) - round;
}

/** Half sizes; rounded edges. */
export function box(
  x: number,
  y: number,
  z: number,
  [a, b, c]: readonly [number, number, number],
  round: number,
): number {
  const dx = Math.abs(x) - a + round;
  const dy = Math.abs(y) - b + round;
  const dz = Math.abs(z) - c + round;
  const outside = Math.hypot(Math.max(dx, 0), Math.max(dy, 0), Math.max(dz, 0));
  return Math.min(Math.max(dx, dy, dz), 0) + outside - round;
}

/** A ring in the x-y plane, its tube stretched in z. */
export function ring(x: number, y: number, z: number, radius: number, tube: number, stretch: number): number {
  return (Math.hypot(Math.hypot(x, y) - radius, z / stretch) - tube) * Math.min(1, 1 / stretch);
}

/** Union that flows together over `soft`. */
export function join(a: number, b: number, soft: number): number {
  const h = Math.max(soft - Math.abs(a - b), 0) / soft;
  return Math.min(a, b) - (h * h * soft) / 4;
}

/** What is in `a` and not in `b`, its edge rounded over `soft`. */
export function cut(a: number, b: number, soft: number): number {
  return -join(-a, b, soft);
}
