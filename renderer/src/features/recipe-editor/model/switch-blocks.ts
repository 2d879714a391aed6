/** Switching blocks on and off. A block that was switched off and on again comes back as it was left. */
import {
  AdjustBlock,
  BackgroundBlock,
  CanvasBlock,
  CropBlock,
  ResizeBlock,
  TrimBlock,
  WatermarkBlock,
} from '../../../../../shared/recipe/recipe.schema.ts';
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';
import { isOn, type SwitchedBlock } from './blocks.ts';

/** What blocks were before they were switched off. */
export type RememberedBlocks = Readonly<Partial<Pick<Recipe, SwitchedBlock>>>;

export function switchOn(recipe: Recipe, block: SwitchedBlock, remembered: RememberedBlocks = {}): Recipe {
  return isOn(recipe, block) ? recipe : { ...recipe, ...FIRST_VALUES[block](remembered) };
}

export function switchOff(recipe: Recipe, block: SwitchedBlock): Recipe {
  if (block === 'background') return { ...recipe, background: { mode: 'keep' } };
  const { [block]: _, ...others } = recipe;
  return others;
}

/** Adds what `block` is now to what is remembered. */
export function remember(
  recipe: Recipe,
  block: SwitchedBlock,
  remembered: RememberedBlocks,
): RememberedBlocks {
  return isOn(recipe, block) ? { ...remembered, [block]: recipe[block] } : remembered;
}

const FIRST_VALUES: {
  readonly [Block in SwitchedBlock]: (remembered: RememberedBlocks) => RememberedBlocks;
} = {
  trim: ({ trim }) => ({ trim: trim ?? TrimBlock.parse({}) }),
  crop: ({ crop }) => ({ crop: crop ?? CropBlock.parse({ ratio: '1:1' }) }),
  background: ({ background }) => ({ background: background ?? BackgroundBlock.parse({ mode: 'flatten' }) }),
  resize: ({ resize }) => ({ resize: resize ?? ResizeBlock.parse({ longEdge: 2000 }) }),
  canvas: ({ canvas }) => ({ canvas: canvas ?? CanvasBlock.parse({ ratio: '1:1' }) }),
  adjust: ({ adjust }) => ({ adjust: adjust ?? AdjustBlock.parse({}) }),
  watermark: ({ watermark }) => ({
    watermark: watermark ?? WatermarkBlock.parse({ kind: 'text', text: '©' }),
  }),
};
