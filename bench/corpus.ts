/** The files every contestant gets: 12-megapixel JPEGs that compress like photographs, untagged, sRGB-tagged and P3. */
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

export const KINDS = ['untagged', 'srgb', 'p3'] as const;
export type Kind = (typeof KINDS)[number];

const WIDTH = 4000;
const HEIGHT = 3000;
/** Different pictures; the rest are copies, because contestants do not remember pictures. */
const DIFFERENT = 8;

/** Makes a folder of `count` files of a kind, unless it is there already. */
export async function makeCorpus(folder: string, kind: Kind, count: number): Promise<string> {
  const target = join(folder, `${kind}-${count}`);
  await mkdir(target, { recursive: true });
  for (let at = 0; at < count; at += 1) {
    const path = join(target, `photo-${String(at).padStart(3, '0')}.jpg`);
    if (await exists(path)) continue;
    if (at < DIFFERENT) await makePhoto(path, { seed: at + 1, kind });
    else await copyFile(join(target, `photo-${String(at % DIFFERENT).padStart(3, '0')}.jpg`), path);
  }
  return target;
}

/** Smooth light, a few edges and sensor noise: what a JPEG encoder and decoder spend their time on. */
async function makePhoto(path: string, { seed, kind }: { seed: number; kind: Kind }): Promise<void> {
  const hue = (seed * 67) % 360;
  const shapes = Array.from({ length: 60 }, (_, at) => {
    const x = (at * 977 * seed) % WIDTH;
    const y = (at * 613 * seed) % HEIGHT;
    const size = 40 + ((at * 211 * seed) % 500);
    return `<ellipse cx="${x}" cy="${y}" rx="${size}" ry="${size * 0.6}" transform="rotate(${(at * 37) % 180} ${x} ${y})" fill="hsl(${(hue + at * 11) % 360} 45% ${25 + (at % 50)}%)" fill-opacity="0.8"/>`;
  });
  const scene = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><defs><linearGradient id="g" x1="0" y1="0" x2="0.3" y2="1"><stop offset="0" stop-color="hsl(${hue} 50% 70%)"/><stop offset="1" stop-color="hsl(${(hue + 90) % 360} 40% 20%)"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${shapes.join('')}</svg>`,
  );
  const noise = await sharp({
    create: {
      width: WIDTH,
      height: HEIGHT,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 9 },
    },
  })
    .raw()
    .toBuffer();
  const image = sharp(scene)
    .removeAlpha()
    .composite([{ input: noise, raw: { width: WIDTH, height: HEIGHT, channels: 3 }, blend: 'soft-light' }])
    .jpeg({ quality: 90 });
  if (kind === 'srgb') image.withIccProfile('srgb');
  if (kind === 'p3') image.withIccProfile('p3');
  await image.toFile(path);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
