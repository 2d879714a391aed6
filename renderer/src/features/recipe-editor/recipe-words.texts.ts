/** Texts that describe a recipe; the history and the preset library use them too. */
import { defineTexts } from '../../i18n/texts.ts';
import { recipeWordsEn } from './recipe-words.en.ts';
import { recipeWordsId } from './recipe-words.id.ts';

export const { useTexts: useRecipeWordTexts, t: recipeWord } = defineTexts(
  'recipe-words',
  recipeWordsEn,
  recipeWordsId,
);
