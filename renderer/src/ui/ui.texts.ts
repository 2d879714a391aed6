/** Texts of the shared parts. */
import { defineTexts } from '../i18n/texts.ts';
import { uiEn } from './ui.en.ts';
import { uiId } from './ui.id.ts';

export const { useTexts: useUiTexts, t: uiText } = defineTexts('ui', uiEn, uiId);
