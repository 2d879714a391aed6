/** Cuts away a border of one colour. */
import type { TrimBlock } from '../../shared/recipe/recipe.ts';
import type { Draft } from './draft.ts';
import { parseInk } from './ink.ts';

/** The picture must be upright: without a colour in the recipe its top left pixel decides. */
export async function trim(draft: Draft, block: TrimBlock): Promise<void> {
  // libvips cannot look for a border in less than this.
  if (draft.size.width < 3 || draft.size.height < 3) return;
  const { threshold, color } = block;
  const border = color === undefined ? {} : { background: await draft.ink(parseInk(color)) };
  await draft.queue('trim', (image) => image.trim({ threshold, ...border }));
  // Only the result tells its size, and every later step counts in it.
  await draft.settle();
}
