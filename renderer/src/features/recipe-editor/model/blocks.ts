/** The blocks of a recipe in the order they run, and which of them are on. Free of zod: the workbench reads it early. */
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';

export const BLOCKS = [
  'orient',
  'trim',
  'crop',
  'background',
  'resize',
  'canvas',
  'adjust',
  'watermark',
  'color',
  'metadata',
  'output',
] as const satisfies readonly (keyof Recipe)[];
export type BlockName = (typeof BLOCKS)[number];

/** Blocks that can be without effect; the other four always apply. */
export const SWITCHED_BLOCKS = [
  'trim',
  'crop',
  'background',
  'resize',
  'canvas',
  'adjust',
  'watermark',
] as const satisfies readonly BlockName[];
export type SwitchedBlock = (typeof SWITCHED_BLOCKS)[number];

export function isSwitched(block: BlockName): block is SwitchedBlock {
  return SWITCHED_BLOCKS.some((switched) => switched === block);
}

export function isOn(recipe: Recipe, block: BlockName): boolean {
  return block === 'background' ? recipe.background.mode !== 'keep' : recipe[block] !== undefined;
}
