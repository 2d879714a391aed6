/** An error where it happened: what happened, what to do next, and the next step as a button. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './error-notice.module.css';
import { explain } from './explain.ts';
import { useUiTexts } from './ui.texts.ts';

export interface ErrorNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Further steps, as buttons. */
  readonly actions?: ReactNode;
}

export function ErrorNotice({ error, onRetry, actions }: ErrorNoticeProps) {
  const t = useUiTexts();
  const { message, remedy } = explain(error);
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle className={classes.icon} size={20} stroke={1.5} aria-hidden />
      <div className={classes.text}>
        <p className={classes.message}>{message}</p>
        <p className={classes.remedy}>{remedy}</p>
        {(onRetry !== undefined || actions !== undefined) && (
          <div className={classes.actions}>
            {onRetry !== undefined && (
              <Button size="xs" onClick={onRetry}>
                {t('retry')}
              </Button>
            )}
            {actions}
          </div>
        )}
      </div>
    </div>
  );
}
