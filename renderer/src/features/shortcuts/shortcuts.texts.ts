/** Texts of the shortcuts page. */
import { defineTexts } from '../../i18n/texts.ts';
import { shortcutsEn } from './shortcuts.en.ts';
import { shortcutsId } from './shortcuts.id.ts';

export const { useTexts: useShortcutTexts } = defineTexts('shortcuts', shortcutsEn, shortcutsId);
