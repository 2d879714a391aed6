/** Many photos quickly: a few different pictures under many names, as hard links. */
import { link, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makePhotos } from '../../core/testing/photos.ts';

const DIFFERENT = 4;

/** Writes `photo-00000.png` and so on; `side` in pixels. */
export async function manyPhotos(
  folder: string,
  count: number,
  { side = 160 }: { readonly side?: number } = {},
): Promise<void> {
  const originals = await makePhotos(`${folder}-originals`, Math.min(count, DIFFERENT), { side });
  await mkdir(folder, { recursive: true });
  for (let at = 0; at < count; at += 1) {
    const name = `photo-${String(at).padStart(5, '0')}.png`;
    await link(originals[at % originals.length] ?? '', join(folder, name));
  }
}
