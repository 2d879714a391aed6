// The loop most people write: sharp with its defaults, four files in flight.
// node plain-sharp.mjs <input folder> <output folder> <job>
import { mkdirSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import sharp from 'sharp';

const [input, output, job] = process.argv.slice(2);

const inside = (width) => ({ width, height: width, fit: 'inside', withoutEnlargement: true });
const JOBS = {
  jpeg: [(image) => image.resize(inside(1600)).jpeg({ quality: 82 }), 'jpg'],
  webp: [(image) => image.resize(inside(1600)).webp({ quality: 80 }), 'webp'],
};
const FIVE = [
  [(image) => image.resize(inside(2048)).jpeg({ quality: 82 }), '2048.jpg'],
  [(image) => image.resize(inside(1600)).webp({ quality: 80 }), '1600.webp'],
  [
    (image) => image.resize(1080, 1080, { fit: 'cover' }).sharpen({ sigma: 0.8 }).jpeg({ quality: 82 }),
    '1080.jpg',
  ],
  [(image) => image.resize(inside(640)).webp({ quality: 80 }), '640.webp'],
  [(image) => image.resize(200, 200, { fit: 'cover' }).jpeg({ quality: 82 }), '200.jpg'],
];
const steps = job === 'five' ? FIVE : [JOBS[job]];

mkdirSync(output, { recursive: true });
const files = readdirSync(input);
async function worker() {
  for (let file = files.shift(); file !== undefined; file = files.shift()) {
    const { name } = parse(file);
    await Promise.all(
      steps.map(([step, ending]) =>
        step(sharp(join(input, file)).autoOrient()).toFile(join(output, `${name}.${ending}`)),
      ),
    );
  }
}
await Promise.all([worker(), worker(), worker(), worker()]);
