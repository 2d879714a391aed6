/** Identity of a recipe: equal for recipes that do the same, however they were written down. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { EaselError } from '../../../shared/errors.ts';
import type { Recipe } from '../../../shared/recipe/recipe.ts';
import { canonicalText } from '../../ledger/canonical.ts';
import { hashFile } from './publish.ts';

/** Bytes. */
const LARGEST_WATERMARK = 64_000_000;

/** Hex SHA-256 of the canonical JSON (RFC 8785) of a parsed recipe, so with every default filled in. */
export function recipeHash(recipe: Recipe): string {
  // Through JSON once: blocks that are absent have no member at all there.
  const json = JSON.parse(JSON.stringify(recipe));
  return createHash('sha256').update(canonicalText(json), 'utf8').digest('hex');
}

/** The same, and what the recipe's watermark file holds: a new logo under the old name makes new results. */
export async function recipeContentHash(recipe: Recipe): Promise<string> {
  const { watermark } = recipe;
  if (watermark?.kind !== 'image') return recipeHash(recipe);
  const stats = await stat(watermark.path).catch(() => null);
  const usable = stats?.isFile() === true && stats.size <= LARGEST_WATERMARK;
  const content = usable ? await hashFile(watermark.path) : null;
  if (content === null) {
    const why = stats === null ? 'does not exist' : 'is no picture file of at most 64 MB that can be read';
    throw new EaselError('RECIPE_INVALID', { reason: `watermark.path: ${watermark.path} ${why}` });
  }
  return createHash('sha256').update(recipeHash(recipe)).update(content).digest('hex');
}
