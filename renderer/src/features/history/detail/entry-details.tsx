/** One entry in full: what it was, what became of it, how it was made, and what can be done now. */
import { ActionIcon, Button, Skeleton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { HistoryDetail } from '../../../../../shared/contract/history.ts';
import { api } from '../../../api/client.ts';
import { errorText } from '../../../i18n/error-text.ts';
import { currentLanguage } from '../../../i18n/i18n.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { RecipeSummary } from '../../recipe-editor/recipe-summary.tsx';
import { useHistoryTexts } from '../history.texts.ts';
import { OutcomeMark } from '../list/outcome-mark.tsx';
import { splitPath } from '../model/paths.ts';
import { EntryActions } from './entry-actions.tsx';
import classes from './entry-details.module.css';
import { EntryFacts, EntryRecord } from './entry-record.tsx';

export interface EntryDetailsProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onShowBatch: (job: string) => void;
}

export function EntryDetails({ id, onClose, onShowBatch }: EntryDetailsProps) {
  const t = useHistoryTexts();
  const entry = useQuery(api.history.get.queryOptions({ input: { id }, staleTime: 0 }));
  return (
    <aside className={classes.panel} aria-label={t('details')}>
      <div className={classes.head}>
        <h2 className={classes.title}>
          {entry.data === undefined ? t('details') : splitPath(entry.data.input).name}
        </h2>
        <ActionIcon aria-label={t('closeDetails')} onClick={onClose}>
          <IconX size={18} stroke={1.5} />
        </ActionIcon>
      </div>
      {entry.isPending && <Skeleton height={320} />}
      {entry.isError && <ErrorNotice error={entry.error} onRetry={() => void entry.refetch()} />}
      {entry.data !== undefined && <Body entry={entry.data} onShowBatch={onShowBatch} />}
    </aside>
  );
}

function Body({
  entry,
  onShowBatch,
}: { readonly entry: HistoryDetail } & Pick<EntryDetailsProps, 'onShowBatch'>) {
  const t = useHistoryTexts();
  return (
    <>
      <OutcomeMark outcome={entry.outcome} />
      {entry.outcome === 'kept-original' && <p className={classes.note}>{t('keptOriginal')}</p>}
      {entry.error !== null && <Reason error={entry.error} />}
      <EntryActions entry={entry} />
      <EntryFacts entry={entry} />
      <section>
        <h3 className={classes.heading}>{t('recipe')}</h3>
        {entry.recipe === null ? (
          <p className={classes.note}>{t('recipeGone')}</p>
        ) : (
          <RecipeSummary recipe={entry.recipe} />
        )}
      </section>
      <section>
        <h3 className={classes.heading}>{t('record')}</h3>
        <EntryRecord entry={entry} />
      </section>
      <Button size="xs" className={classes.batch} onClick={() => onShowBatch(entry.job)}>
        {t('wholeBatch')}
      </Button>
    </>
  );
}

function Reason({ error }: { readonly error: NonNullable<HistoryDetail['error']> }) {
  const { message, remedy } = errorText(error, currentLanguage());
  return (
    <div className={classes.reason}>
      <p>{message}</p>
      <p className={classes.note}>{remedy}</p>
    </div>
  );
}
