/** Pictures as linear-light functions of the pixel, turned into 8-bit RGB. */

/** Linear light, 1 being white. */
export type Rgb = readonly [number, number, number];

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, one byte each, row by row. */
  readonly data: Buffer;
}

/** `#rrggbb` as linear light. */
export function hex(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [toLinear(value >> 16), toLinear((value >> 8) & 255), toLinear(value & 255)];
}

export function blend(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

export function scale(color: Rgb, factor: number): Rgb {
  return [color[0] * factor, color[1] * factor, color[2] * factor];
}

export function add(a: Rgb, b: Rgb): Rgb {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function multiply(a: Rgb, b: Rgb): Rgb {
  return [a[0] * b[0], a[1] * b[1], a[2] * b[2]];
}

/** Calls `color` once per pixel. */
export function paint(width: number, height: number, color: (x: number, y: number) => Rgb): Raster {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) put(data, (y * width + x) * 3, color(x, y));
  }
  return { width, height, data };
}

export function put(data: Buffer, at: number, [red, green, blue]: Rgb): void {
  data[at] = toByte(red);
  data[at + 1] = toByte(green);
  data[at + 2] = toByte(blue);
}

function toByte(linear: number): number {
  const value = Math.min(Math.max(linear, 0), 1);
  const encoded = value <= 0.003_130_8 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255);
}

function toLinear(byte: number): number {
  const value = byte / 255;
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
