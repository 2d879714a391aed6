/** Tells screen readers how a batch goes, now and then rather than with every file. */
import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { isOver, type JobView } from '../state/job.ts';
import { jobStore } from '../state/job-store.ts';
import { useStore } from '../state/store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';

/** Milliseconds. */
const EVERY = 10_000;

export function ProgressAnnouncer() {
  const t = useWorkbenchTexts();
  const format = useFormat();
  const running = useStore(jobStore, ({ job }) => job !== null && !isOver(job));
  const [told, setTold] = useState<JobView | null>(null);
  useEffect(() => {
    if (!running) {
      setTold(null);
      return;
    }
    const tell = () => setTold(jobStore.get().job);
    tell();
    const timer = setInterval(tell, EVERY);
    return () => clearInterval(timer);
  }, [running]);
  return (
    <VisuallyHidden role="status">
      {told !== null && t('run.told', { done: format.count(told.done), total: format.count(told.total) })}
    </VisuallyHidden>
  );
}
