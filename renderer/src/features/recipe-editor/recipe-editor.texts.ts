/** Texts of the recipe editor. */
import { defineTexts } from '../../i18n/texts.ts';
import { recipeEditorEn } from './recipe-editor.en.ts';
import { recipeEditorId } from './recipe-editor.id.ts';

export const { useTexts: useEditorTexts } = defineTexts('recipe-editor', recipeEditorEn, recipeEditorId);
