/** A batch that ended: what it made, and what can be done about it now. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFolderOpen } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, client } from '../../../api/client.ts';
import { useCommand } from '../../../commands/registry.ts';
import { useFormat } from '../../../format/use-format.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { explain } from '../../../ui/explain.ts';
import { showError, showNote } from '../../../ui/notify.tsx';
import type { JobView } from '../state/job.ts';
import { leaveJob } from '../state/job-store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { outputFolderOf } from './output-folder-of.ts';
import classes from './result-bar.module.css';
import { useJobActions } from './use-job-actions.ts';

export interface ResultBarProps {
  readonly job: JobView;
  readonly failuresShown: boolean;
  readonly onShowFailures: (shown: boolean) => void;
}

export function ResultBar({ job, failuresShown, onShowFailures }: ResultBarProps) {
  const t = useWorkbenchTexts();
  const format = useFormat();
  const queryClient = useQueryClient();
  const { data: info } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const { resume } = useJobActions();
  const summary = job.end?.summary ?? null;
  const stopped = job.end?.stopped ?? job.broken;
  const folder = outputFolderOf(job);
  const written = job.written;
  const waiting = summary?.waiting ?? job.total - job.done;

  const undo = () => {
    client.jobs
      .undo({ id: job.id })
      .then(({ removed, left }) => {
        showNote(
          left.length === 0
            ? t('result.undone', { count: removed, files: format.count(removed) })
            : t('result.undoneSome', {
                count: removed,
                files: format.count(removed),
                left: format.count(left.length),
              }),
        );
        void queryClient.invalidateQueries({ queryKey: api.history.key() });
        leaveJob();
      })
      .catch(showError);
  };
  useCommand('batch.undo', undo, written > 0);

  const parts = [
    t('result.written', { count: written, written: format.count(written) }),
    job.skipped > 0 ? t('result.skipped', { count: job.skipped, skipped: format.count(job.skipped) }) : null,
    waiting > 0 ? t('result.waiting', { count: waiting, waiting: format.count(waiting) }) : null,
  ].filter((part) => part !== null);
  const bytes =
    summary !== null && summary.bytesIn > 0
      ? `${format.bytes(summary.bytesIn)} → ${format.bytes(summary.bytesOut)}`
      : null;

  return (
    <section
      className={classes.bar}
      aria-label={t('result.label')}
      data-stopped={stopped !== null || undefined}
    >
      <div className={classes.words} role="status">
        {stopped === null && job.failed === 0 ? (
          <IconCheck className={classes.good} size={20} stroke={2} aria-hidden />
        ) : (
          <IconAlertTriangle className={classes.warn} size={20} stroke={1.75} aria-hidden />
        )}
        <strong className={classes.sum}>{parts.join(' · ')}</strong>
        {job.failed > 0 && (
          <strong className={classes.failed}>
            {t('run.failed', { count: job.failed, failed: format.count(job.failed) })}
          </strong>
        )}
        {bytes !== null && <span className={classes.quiet}>{bytes}</span>}
        {summary !== null && <span className={classes.quiet}>{format.duration(summary.ms)}</span>}
        {stopped !== null && stopped.code !== 'CANCELLED' && (
          <span className={classes.why}>{explain(stopped).message}</span>
        )}
      </div>
      <div className={classes.actions}>
        {waiting > 0 && (
          <Button size="md" onClick={() => resume(job.id)}>
            {t('result.resume')}
          </Button>
        )}
        {job.failed > 0 && (
          <Button size="md" aria-pressed={failuresShown} onClick={() => onShowFailures(!failuresShown)}>
            {failuresShown ? t('result.hideFailures') : t('result.showFailures')}
          </Button>
        )}
        {folder !== null && info?.desktop === true && (
          <Button
            size="md"
            leftSection={<IconFolderOpen size={16} stroke={1.5} />}
            onClick={() => void client.desktop.openFolder({ path: folder }).catch(showError)}
          >
            {t('result.openFolder')}
          </Button>
        )}
        {folder !== null && info?.desktop === false && (
          <CopyButton size="md" text={folder} label={t('result.copyFolder')} />
        )}
        {written > 0 && (
          <Button size="md" onClick={undo}>
            {t('result.undo')}
          </Button>
        )}
        <Button size="md" variant="filled" onClick={leaveJob}>
          {t('result.done')}
        </Button>
      </div>
    </section>
  );
}
