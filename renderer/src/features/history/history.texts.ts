/** Texts of the history. */
import { defineTexts } from '../../i18n/texts.ts';
import { historyEn } from './history.en.ts';
import { historyId } from './history.id.ts';

export const { useTexts: useHistoryTexts, t: historyText } = defineTexts('history', historyEn, historyId);
