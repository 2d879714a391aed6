/** What is being brought in: copies in bytes, folders being read; both can be stopped. */
import { Button, Loader, Progress } from '@mantine/core';
import { useFormat } from '../../../format/use-format.ts';
import { useStore } from '../state/store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { addingStore, stopAdding } from './add-images.ts';
import classes from './adding-progress.module.css';

export function AddingProgress() {
  const t = useWorkbenchTexts();
  const format = useFormat();
  const { scans, copying } = useStore(addingStore, (now) => now);
  if (scans === 0 && copying === null) return null;
  return (
    <div className={classes.progress} role="status">
      {copying === null ? (
        <>
          <Loader size={14} />
          {t('adding.reading')}
        </>
      ) : (
        <>
          <Progress
            className={classes.bar ?? ''}
            size="sm"
            value={copying.total === 0 ? 0 : (copying.sent / copying.total) * 100}
            aria-label={t('adding.copying', { count: copying.files, files: format.count(copying.files) })}
          />
          {t('adding.copied', { sent: format.bytes(copying.sent), total: format.bytes(copying.total) })}
        </>
      )}
      <Button size="xs" variant="subtle" color="gray" onClick={stopAdding}>
        {t('adding.stop')}
      </Button>
    </div>
  );
}
