/** Texts about rules. */
import { defineTexts } from '../../i18n/texts.ts';
import { rulesEn } from './rules.en.ts';
import { rulesId } from './rules.id.ts';

export const { useTexts: useRuleTexts, t: ruleText } = defineTexts('rules', rulesEn, rulesId);
