/** Paints pictures that compress as photos do: smooth light, hard edges, fine texture and sensor noise. */
import sharp, { type Sharp } from 'sharp';
import { type Random, seededRandom } from './random.ts';

/** Longest side of the piece of noise that is repeated over the picture. */
const NOISE_SIDE = 256;

/** The same numbers give the same pixels. */
export async function paintScene(random: Random, width: number, height: number): Promise<Sharp> {
  const tile = { width: Math.min(NOISE_SIDE, width), height: Math.min(NOISE_SIDE, height) };
  const noise = noiseTile(seededRandom(random.int(0, 2 ** 31)), tile.width * tile.height, random.int(6, 22));
  const { data, info } = await sharp(Buffer.from(drawing(random, width, height)))
    .flatten({ background: '#808080' })
    .composite([
      {
        input: noise,
        raw: { ...tile, channels: 3 },
        tile: true,
        blend: 'soft-light',
      },
    ])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
}

/** The scene's subject on nothing: transparent around, soft at the edge. */
export async function paintCutout(random: Random, width: number, height: number): Promise<Sharp> {
  const scene = await paintScene(random, width, height);
  const mask = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><radialGradient id="g"><stop offset="0.8" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>
    <ellipse cx="50%" cy="50%" rx="42%" ry="44%" fill="url(#g)"/></svg>`;
  const { data, info } = await scene
    .ensureAlpha()
    .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } });
}

/** Sky, hills, sun and things in front of them. */
function drawing(random: Random, width: number, height: number): string {
  const hue = random.int(0, 359);
  const horizon = height * (0.35 + random.next() * 0.3);
  const shapes: string[] = [];
  for (let layer = 0; layer < 3; layer++) {
    const base = horizon + (layer * (height - horizon)) / 3;
    const points = Array.from({ length: 13 }, (_, i) => {
      const y = base + Math.sin(i * (0.6 + random.next())) * height * 0.06;
      return `${Math.round((i * width) / 12)},${Math.round(y)}`;
    });
    const color = `hsl(${(hue + 40 * layer) % 360} ${random.int(20, 60)}% ${45 - layer * 10}%)`;
    shapes.push(`<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${color}"/>`);
  }
  for (let i = random.int(6, 18); i > 0; i--) {
    const x = random.int(0, width);
    const y = random.int(0, height);
    const size = random.int(2, Math.max(3, Math.round(Math.min(width, height) / 5)));
    const color = `hsl(${random.int(0, 359)} ${random.int(10, 90)}% ${random.int(10, 90)}%)`;
    shapes.push(
      random.next() < 0.5
        ? `<ellipse cx="${x}" cy="${y}" rx="${size}" ry="${Math.ceil(size * 0.7)}" fill="${color}"/>`
        : `<rect x="${x}" y="${y}" width="${size}" height="${size * 2}" fill="${color}" opacity="0.85"/>`,
    );
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x2="0" y2="1">
      <stop stop-color="hsl(${hue} 70% 40%)"/><stop offset="1" stop-color="hsl(${(hue + 30) % 360} 60% 85%)"/>
    </linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${random.int(0, width)}" cy="${Math.round(horizon / 2)}" r="${Math.ceil(height / 12)}" fill="#fff8e0"/>
    ${shapes.join('')}</svg>`;
}

/** Roughly normal, around the middle grey that soft light leaves unchanged. */
function noiseTile(random: Random, pixels: number, sigma: number): Buffer {
  const tile = Buffer.alloc(pixels * 3);
  for (let i = 0; i < tile.length; i++) {
    const normal = random.next() + random.next() + random.next() - 1.5;
    tile[i] = Math.max(0, Math.min(255, Math.round(128 + normal * 2 * sigma)));
  }
  return tile;
}
