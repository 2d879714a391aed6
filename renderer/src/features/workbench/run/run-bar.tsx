/** A batch at work: how far it is, how fast, how long still, and the levers. */
import { Button, Progress } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { client } from '../../../api/client.ts';
import { useCommand } from '../../../commands/registry.ts';
import { useFormat } from '../../../format/use-format.ts';
import { showError } from '../../../ui/notify.tsx';
import type { JobView } from '../state/job.ts';
import { jobStore } from '../state/job-store.ts';
import { paceOf } from '../state/pace.ts';
import { useStore } from '../state/store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './run-bar.module.css';
import { useTitle } from './use-title.ts';

export function RunBar({ job }: { readonly job: JobView }) {
  const t = useWorkbenchTexts();
  const format = useFormat();
  const samples = useStore(jobStore, (now) => now.samples);
  const connected = useStore(jobStore, (now) => now.connected);
  const { id, total, done, failed, state, sleep } = job;
  const paused = state === 'paused';
  const pace = state === 'running' ? paceOf(samples, total) : null;

  useTitle(t('run.title', { share: format.percent(total === 0 ? 0 : done / total) }));

  const steer = (action: 'pause' | 'unpause' | 'cancel') => {
    client.jobs[action]({ id }).catch(showError);
  };
  const pause = () => steer(paused ? 'unpause' : 'pause');
  useCommand('batch.pause', pause);
  useCommand('batch.cancel', () => steer('cancel'));

  const words = [
    pace === null ? null : t('run.pace', { rate: format.rate(pace.perSecond) }),
    pace === null ? null : t('run.left', { time: format.duration(pace.left) }),
    paused ? t('run.paused') : null,
    sleep === null ? null : t('run.sleeping', { at: format.time(sleep.until) }),
    connected ? null : t('run.lost'),
  ].filter((word) => word !== null);

  return (
    <section className={classes.bar} aria-label={t('run.label')}>
      <Progress
        className={classes.progress ?? ''}
        radius={0}
        size={4}
        value={total === 0 ? 0 : (done / total) * 100}
        color={paused || sleep !== null ? 'gray' : 'ultramarine'}
        aria-label={t('run.label')}
      />
      <div className={classes.words}>
        <strong className={classes.count}>
          {t('run.of', { done: format.count(done), total: format.count(total) })}
        </strong>
        {words.map((word) => (
          <span key={word}>{word}</span>
        ))}
        {failed > 0 && (
          <span className={classes.failed}>
            {t('run.failed', { count: failed, failed: format.count(failed) })}
          </span>
        )}
      </div>
      <div className={classes.levers}>
        <Button
          size="md"
          onClick={pause}
          leftSection={
            paused ? <IconPlayerPlay size={16} stroke={1.5} /> : <IconPlayerPause size={16} stroke={1.5} />
          }
        >
          {paused ? t('run.resume') : t('run.pause')}
        </Button>
        <Button
          size="md"
          onClick={() => steer('cancel')}
          leftSection={<IconPlayerStop size={16} stroke={1.5} />}
        >
          {t('run.cancel')}
        </Button>
      </div>
    </section>
  );
}
