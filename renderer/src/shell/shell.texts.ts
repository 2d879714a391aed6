/** Texts around the pages. */
import { defineTexts } from '../i18n/texts.ts';
import { shellEn } from './shell.en.ts';
import { shellId } from './shell.id.ts';

export const { useTexts: useShellTexts } = defineTexts('shell', shellEn, shellId);
