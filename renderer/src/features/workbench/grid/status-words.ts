/** The state of an image in words, for tooltips and screen readers. */
import { useCallback } from 'react';
import { errorText } from '../../../i18n/error-text.ts';
import { currentLanguage } from '../../../i18n/i18n.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import type { TileStatus } from './tile-status.ts';

export function useStatusWords(): (status: TileStatus) => string {
  const t = useWorkbenchTexts();
  return useCallback(
    (status) => {
      switch (status.kind) {
        case 'plain':
          return '';
        case 'breaks':
          return status.messages.join('\n');
        case 'failed':
        case 'unreadable': {
          const { message, remedy } = errorText(status, currentLanguage());
          return `${message} ${remedy}`;
        }
        default:
          return t(`status.${status.kind}`);
      }
    },
    [t],
  );
}
