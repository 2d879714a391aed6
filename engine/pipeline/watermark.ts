/** Draws a text or a picture over the finished image, once or all over it. */
import { lengthPixels, type Rect, type Size } from '../../shared/recipe/geometry.ts';
import type { CompassGravity, WatermarkBlock } from '../../shared/recipe/recipe.ts';
import type { Draft, Raster } from './draft.ts';
import { fromRaster, toRaster } from './draft.ts';
import { makeMark } from './watermark-mark.ts';

export async function watermark(draft: Draft, block: WatermarkBlock): Promise<void> {
  if (block.opacity === 0) return;
  // On the file's own pipeline the overlay would add an alpha channel before the resize, at full cost.
  await draft.settle();
  const { size, hasAlpha } = draft;
  const margin = { x: lengthPixels(block.margin, size.width), y: lengthPixels(block.margin, size.height) };
  const width = Math.max(1, Math.round((size.width * block.size) / 100));
  const mark = await draft.withInkProfile((profile) => makeMark(block, width, size, profile));
  const input = block.tile ? await tile(mark, size, margin) : mark;
  const at = block.tile ? { left: 0, top: 0 } : placeMark(mark, size, block.gravity, margin);
  const { data, channels } = input;
  const raw = { width: input.width, height: input.height, channels };
  await draft.queue('composite', (image) =>
    image.composite([{ input: data, raw, left: at.left, top: at.top }]),
  );
  if (!hasAlpha) await draft.dropAlpha();
}

/** Margins hold at the edges the gravity names; a mark too large for its margin stays inside the picture. */
export function placeMark(
  mark: Size,
  image: Size,
  gravity: CompassGravity,
  margin: { readonly x: number; readonly y: number },
): Rect {
  const along = (free: number, edge: number, near: boolean, far: boolean) => {
    const wanted = near ? edge : far ? free - edge : Math.round(free / 2);
    return Math.min(Math.max(wanted, 0), Math.max(free, 0));
  };
  return {
    width: mark.width,
    height: mark.height,
    left: along(image.width - mark.width, margin.x, gravity.includes('west'), gravity.includes('east')),
    top: along(image.height - mark.height, margin.y, gravity.includes('north'), gravity.includes('south')),
  };
}

/** Covers `size` with marks one margin apart, the first of them one margin from the top left corner. */
async function tile(
  mark: Raster,
  size: Size,
  margin: { readonly x: number; readonly y: number },
): Promise<Raster> {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const cell = await fromRaster(mark)
    // A margin wider than the picture leaves room for no mark; growing further would only cost memory.
    .extend({ left: Math.min(margin.x, size.width), top: Math.min(margin.y, size.height), background: clear })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const right = Math.max(0, size.width - cell.info.width);
  const bottom = Math.max(0, size.height - cell.info.height);
  const { data, info } = await fromRaster(toRaster(cell.data, cell.info))
    .extend({ right, bottom, extendWith: 'repeat' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.width === size.width && info.height === size.height) return toRaster(data, info);
  const cut = await fromRaster(toRaster(data, info))
    .extract({ left: 0, top: 0, width: size.width, height: size.height })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return toRaster(cut.data, cut.info);
}
