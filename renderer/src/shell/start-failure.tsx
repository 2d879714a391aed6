/** Shown instead of the app when the page cannot reach Easel: why, and how to open it. */
import { Button } from '@mantine/core';
import { HostGone, NotAdmitted } from '../host/host.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Logo } from './logo.tsx';
import { useShellTexts } from './shell.texts.ts';
import classes from './start-failure.module.css';

export function StartFailure({ error }: { readonly error: unknown }) {
  const t = useShellTexts();
  const reload = () => window.location.reload();
  if (!(error instanceof NotAdmitted || error instanceof HostGone)) {
    return (
      <main className={classes.page}>
        <ErrorNotice error={error} onRetry={reload} />
      </main>
    );
  }
  const gone = error instanceof HostGone;
  return (
    <main className={classes.page}>
      <EmptyState
        heading="h1"
        icon={<Logo />}
        title={gone ? t('startGone') : t('startNotAdmitted')}
        actions={<Button onClick={reload}>{t('reload')}</Button>}
      >
        {gone ? t('startGoneText') : t('startNotAdmittedText')}
      </EmptyState>
    </main>
  );
}
