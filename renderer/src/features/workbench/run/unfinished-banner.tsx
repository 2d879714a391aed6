/** A batch from an earlier run that did not come to its end: go on with it, or give it up. */
import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { JobState } from '../../../../../shared/job.ts';
import { useFormat } from '../../../format/use-format.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './unfinished-banner.module.css';
import { useJobActions } from './use-job-actions.ts';

export function UnfinishedBanner({ job }: { readonly job: JobState }) {
  const t = useWorkbenchTexts();
  const format = useFormat();
  const { resume, discard } = useJobActions();
  const left = format.count(job.total - job.done);
  const giveUp = async () => {
    const yes = await confirm({
      title: t('unfinished.discardTitle'),
      body: t('unfinished.discardBody', { left }),
      action: t('unfinished.discard'),
    });
    if (yes) discard(job.id);
  };
  return (
    <div className={classes.banner} role="status">
      <IconHistory size={16} stroke={1.75} aria-hidden />
      <span className={classes.words}>
        {t('unfinished.text', {
          at: format.dateTime(job.createdAt),
          done: format.count(job.done),
          total: format.count(job.total),
        })}
      </span>
      <Button size="xs" variant="filled" onClick={() => resume(job.id)}>
        {t('unfinished.resume')}
      </Button>
      <Button size="xs" onClick={() => void giveUp()}>
        {t('unfinished.discard')}
      </Button>
    </div>
  );
}
