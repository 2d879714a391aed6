/** Texts of the shortcuts page, in Indonesian. */
import type { Translated } from '../../i18n/texts.ts';
import type { shortcutsEn } from './shortcuts.en.ts';

export const shortcutsId: Translated<typeof shortcutsEn> = {
  title: 'Pintasan papan ketik',
  help: 'Semua perintah, dengan atau tanpa pintasan, juga ada di daftar perintah:',
};
