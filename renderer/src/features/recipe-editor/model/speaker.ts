/** What it takes to put a recipe or its rules into words of one language. */
import type { Format } from '../../../format/format.ts';
import type { Translate } from '../../../i18n/texts.ts';
import type { recipeWordsEn } from '../recipe-words.en.ts';
import type { rulesEn } from '../rules.en.ts';
import type { Figures } from './decimal.ts';

export interface Speaker {
  readonly recipe: Translate<typeof recipeWordsEn>;
  readonly rules: Translate<typeof rulesEn>;
  readonly format: Format;
  readonly figures: Figures;
}
