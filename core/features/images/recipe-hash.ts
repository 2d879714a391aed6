/** Identity of a recipe: equal for recipes that do the same, however they were written down. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Recipe } from '../../../shared/recipe/recipe.ts';

/** Hex SHA-256 of the canonical JSON (RFC 8785) of a parsed recipe, so with every default filled in. */
export function recipeHash(recipe: Recipe): string {
  const text = canonicalize(recipe);
  if (text === undefined) throw new TypeError('a recipe has a JSON form');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
