/** The picture itself, enlarged to cover a canvas and blurred. */
import type { Size } from '../../shared/recipe/geometry.ts';
import { fromRaster, type Raster, toRaster } from './draft.ts';

/** A blur this wide, in pixels, hides that it was made on a reduced copy and enlarged. */
const WORKING_SIGMA = 6;

/** Opaque; transparent parts of the picture count as white. `sigma` is in pixels of the canvas. */
export async function blurredBackdrop(picture: Raster, canvas: Size, sigma: number): Promise<Raster> {
  const scale = Math.min(1, WORKING_SIGMA / sigma);
  const small = await fromRaster(picture)
    .flatten({ background: '#ffffff' })
    .resize({
      width: Math.max(1, Math.round(canvas.width * scale)),
      height: Math.max(1, Math.round(canvas.height * scale)),
      fit: 'cover',
    })
    .blur(Math.max(0.3, sigma * scale))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const full = await fromRaster(toRaster(small.data, small.info))
    .resize({ width: canvas.width, height: canvas.height, fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return toRaster(full.data, full.info);
}
