/**
 * Asks once when somebody leaves unsaved changes, however they left: a link, a command, the window's back button.
 * The changes stay until the answer, so that changing one's mind leads straight back to them.
 */
import { useEffect, useRef } from 'react';
import { isDesktop } from '../../../host/desktop.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { presetText } from '../presets.texts.ts';
import { draftOf, dropDraft } from './drafts.ts';

export interface LeaveGuardOptions {
  readonly name: string;
  readonly onReturn: () => void;
}

export function useLeaveGuard(key: string, options: LeaveGuardOptions): void {
  const newest = useRef(options);
  useEffect(() => {
    newest.current = options;
  });
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      // A desktop window would silently refuse to close; browsers ask.
      if (draftOf(key) !== undefined && !isDesktop()) event.preventDefault();
    };
    window.addEventListener('beforeunload', onUnload);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      if (draftOf(key) === undefined || isStillOpen(key)) return;
      const { name, onReturn } = newest.current;
      void confirm({
        title: presetText('leaveTitle', { name: name === '' ? presetText('unnamed') : name }),
        body: presetText('leaveText'),
        action: presetText('discard'),
      }).then((leave) => {
        if (leave) dropDraft(key);
        else onReturn();
      });
    };
  }, [key]);
}

function isStillOpen(key: string): boolean {
  const onPage = /^#?\/?presets\b/.test(window.location.hash);
  return onPage && new URLSearchParams(window.location.search).get('open') === key;
}
