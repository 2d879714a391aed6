/** Words that every page uses, in English. */
export const uiEn = {
  cancel: 'Cancel',
  close: 'Close',
  undo: 'Undo',
  retry: 'Try again',
  loading: 'Loading',
  copy: 'Copy',
  copied: 'Copied',
  hostGone: 'Easel is not running any more.',
  hostGoneRemedy: 'Open Easel again, then reload this page. Nothing that was written is lost.',
  notAdmitted: 'This page is no longer connected to Easel.',
  notAdmittedRemedy: 'Press Enter where Easel runs, and open the new link.',
} as const;
