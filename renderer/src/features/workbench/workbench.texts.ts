/** Texts of the workbench. */
import { defineTexts } from '../../i18n/texts.ts';
import { workbenchEn } from './workbench.en.ts';
import { workbenchId } from './workbench.id.ts';

export const { useTexts: useWorkbenchTexts, t: workbenchText } = defineTexts(
  'workbench',
  workbenchEn,
  workbenchId,
);
