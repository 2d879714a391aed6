/** Texts of the palette and of every command. */
import { defineTexts } from '../i18n/texts.ts';
import { commandsEn } from './commands.en.ts';
import { commandsId } from './commands.id.ts';

export const { useTexts: useCommandTexts, t: commandText } = defineTexts('commands', commandsEn, commandsId);
