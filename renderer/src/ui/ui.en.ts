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
  notAdmitted: 'This page has no key to Easel.',
  notAdmittedRemedy: 'Close this page and open Easel again.',
} as const;
