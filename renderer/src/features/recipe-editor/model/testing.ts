/** What tests of the model share: parsed recipes from what people would write, and speakers of both languages. */
import { type RecipeInput, Recipe as RecipeSchema } from '../../../../../shared/recipe/recipe.schema.ts';
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';
import { formatFor } from '../../../format/format.ts';
import { i18n, type Language } from '../../../i18n/i18n.ts';
import { recipeWord } from '../recipe-words.texts.ts';
import { ruleText } from '../rules.texts.ts';
import { figuresOf } from './decimal.ts';
import type { Speaker } from './speaker.ts';

export function recipe(input: RecipeInput): Recipe {
  return RecipeSchema.parse(input);
}

/** Switches the language of the texts, so one test speaks one language at a time. */
export async function speakerOf(language: Language): Promise<Speaker> {
  await i18n.changeLanguage(language);
  const format = formatFor(language === 'id' ? 'id-ID' : 'en-GB');
  return { recipe: recipeWord, rules: ruleText, format, figures: figuresOf(language) };
}
