/** Texts about this installation. */
import { defineTexts } from '../../i18n/texts.ts';
import { aboutEn } from './about.en.ts';
import { aboutId } from './about.id.ts';

export const { useTexts: useAboutTexts } = defineTexts('about', aboutEn, aboutId);
