/** An address that leads nowhere. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState } from '../ui/empty-state.tsx';
import { useShellTexts } from './shell.texts.ts';

export function NotFound() {
  const t = useShellTexts();
  return (
    <EmptyState
      heading="h1"
      title={t('notFound')}
      actions={
        <Button component={Link} href="/">
          {t('toWorkbench')}
        </Button>
      }
    >
      {t('notFoundText')}
    </EmptyState>
  );
}
