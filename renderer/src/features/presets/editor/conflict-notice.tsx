/** Somebody else saved the preset while it was being edited: three ways on, none of them chosen silently. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { usePresetTexts } from '../presets.texts.ts';
import classes from './conflict-notice.module.css';

export interface ConflictNoticeProps {
  readonly onKeepMine: () => void;
  readonly onKeepBoth: () => void;
  readonly onTakeTheirs: () => void;
}

export function ConflictNotice({ onKeepMine, onKeepBoth, onTakeTheirs }: ConflictNoticeProps) {
  const t = usePresetTexts();
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle className={classes.icon} size={20} stroke={1.5} aria-hidden />
      <div>
        <p className={classes.title}>{t('conflictTitle')}</p>
        <p className={classes.text}>{t('conflictText')}</p>
        <div className={classes.actions}>
          <Button size="xs" onClick={onKeepBoth}>
            {t('keepBoth')}
          </Button>
          <Button size="xs" onClick={onKeepMine}>
            {t('keepMine')}
          </Button>
          <Button size="xs" onClick={onTakeTheirs}>
            {t('takeTheirs')}
          </Button>
        </div>
      </div>
    </div>
  );
}
