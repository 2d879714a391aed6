/** What can be done with an entry: make it once more, or go to the file. */
import { Button } from '@mantine/core';
import { IconFolderOpen, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { HistoryDetail } from '../../../../../shared/contract/history.ts';
import { DEFAULT_TEMPLATE } from '../../../../../shared/naming/name-template.ts';
import { api, client } from '../../../api/client.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { showError } from '../../../ui/notify.tsx';
import { followJob } from '../../workbench/state/job-store.ts';
import { useHistoryTexts } from '../history.texts.ts';
import { jobAgain } from '../model/run-again.ts';
import classes from './entry-details.module.css';

export function EntryActions({ entry }: { readonly entry: HistoryDetail }) {
  const t = useHistoryTexts();
  const [, navigate] = useLocation();
  const { values } = usePreferences();
  const { data: system } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const reveal = useMutation({
    mutationFn: (path: string) => client.desktop.reveal({ path }),
    onError: showError,
  });
  const start = useMutation({
    mutationFn: (job: NonNullable<ReturnType<typeof jobAgain>>) => client.jobs.start(job),
    onSuccess: (started) => {
      followJob(started);
      navigate('/');
    },
    onError: showError,
  });

  const again =
    system === undefined
      ? null
      : jobAgain(entry, {
          outputFolder: values.outputFolder ?? system.suggestedOutputFolder,
          template: values.template ?? DEFAULT_TEMPLATE,
        });
  const shown = entry.outputExists ? entry.output : null;
  return (
    <div className={classes.actions}>
      <Button
        size="sm"
        leftSection={<IconRefresh size={16} stroke={1.5} aria-hidden />}
        disabled={again === null}
        loading={start.isPending}
        onClick={() => again !== null && start.mutate(again)}
      >
        {t('runAgain')}
      </Button>
      {system?.desktop === true && shown !== null && (
        <Button
          size="sm"
          leftSection={<IconFolderOpen size={16} stroke={1.5} aria-hidden />}
          onClick={() => reveal.mutate(shown)}
        >
          {t('reveal')}
        </Button>
      )}
    </div>
  );
}
