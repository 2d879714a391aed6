/** What the form of one block is given. */
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';
import type { BlockName } from '../model/blocks.ts';

export interface BlockProps<Name extends BlockName> {
  readonly value: NonNullable<Recipe[Name]>;
  readonly onChange: (value: NonNullable<Recipe[Name]>) => void;
}
