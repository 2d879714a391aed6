/** The words and figures of the language in use. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { currentLanguage } from '../../i18n/i18n.ts';
import { figuresOf } from './model/decimal.ts';
import type { Speaker } from './model/speaker.ts';
import { useRecipeWordTexts } from './recipe-words.texts.ts';
import { useRuleTexts } from './rules.texts.ts';

export function useSpeaker(): Speaker {
  useTranslation();
  const language = currentLanguage();
  const recipe = useRecipeWordTexts();
  const rules = useRuleTexts();
  const format = useFormat();
  return useMemo(
    () => ({ recipe, rules, format, figures: figuresOf(language) }),
    [recipe, rules, format, language],
  );
}
