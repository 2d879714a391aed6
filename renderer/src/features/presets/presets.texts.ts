/** Texts of the preset library and editor. */
import { defineTexts } from '../../i18n/texts.ts';
import { presetsEn } from './presets.en.ts';
import { presetsId } from './presets.id.ts';

export const { useTexts: usePresetTexts, t: presetText } = defineTexts('presets', presetsEn, presetsId);
