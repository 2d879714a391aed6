/** Texts of the settings. */
import { defineTexts } from '../../i18n/texts.ts';
import { settingsEn } from './settings.en.ts';
import { settingsId } from './settings.id.ts';

export const { useTexts: useSettingsTexts } = defineTexts('settings', settingsEn, settingsId);
