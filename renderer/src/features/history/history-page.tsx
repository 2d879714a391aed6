/** The history: everything Easel processed, newest first, with the details of one entry beside the list. */
import { Button, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconDownload, IconHistory, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useLocation } from 'wouter';
import { useCommand } from '../../commands/registry.ts';
import { useFormat } from '../../format/use-format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { EntryDetails } from './detail/entry-details.tsx';
import { HistoryFilters } from './filters/history-filters.tsx';
import { useHistoryTexts } from './history.texts.ts';
import classes from './history-page.module.css';
import { HistoryList } from './list/history-list.tsx';
import { HistorySkeleton } from './list/history-skeleton.tsx';
import { isEverything } from './model/history-view.ts';
import { useCsvExport } from './use-csv-export.ts';
import { type HistoryList as History, useHistory } from './use-history.ts';
import { type HistoryAddress, useHistoryView } from './use-history-view.ts';

export function HistoryPage() {
  const t = useHistoryTexts();
  const page = useRef<HTMLDivElement>(null);
  const address = useHistoryView();
  const history = useHistory(address.filter);
  const closeDetails = () => {
    address.openEntry(null);
    // Back to the row they belong to, wherever in the details the focus was.
    page.current?.querySelector<HTMLElement>('[data-entry][tabindex="0"]')?.focus();
  };
  useHotkeys([['Escape', () => address.entry !== null && closeDetails()]]);
  return (
    <div ref={page} className={classes.page}>
      <div className={classes.header}>
        <Title order={1}>{t('title')}</Title>
        <Count history={history} />
        <ExportButton address={address} empty={history.entries.length === 0} />
      </div>
      <HistoryFilters view={address.view} onShow={address.show} onClear={address.showEverything} />
      <div className={classes.content}>
        <Results history={history} address={address} />
        {address.entry !== null && (
          <EntryDetails
            key={address.entry}
            id={address.entry}
            onClose={closeDetails}
            onShowBatch={(job) => address.show({ job })}
          />
        )}
      </div>
    </div>
  );
}

function Count({ history: { count } }: { readonly history: History }) {
  const t = useHistoryTexts();
  const format = useFormat();
  if (count === null) return <span className={classes.count} />;
  const shown = format.count(count.entries);
  return (
    <span className={classes.count} role="status">
      {count.entries >= count.atMost
        ? t('moreThan', { shown })
        : t('results', { count: count.entries, shown })}
    </span>
  );
}

function Results({ history, address }: { readonly history: History; readonly address: HistoryAddress }) {
  const t = useHistoryTexts();
  const [, navigate] = useLocation();
  if (history.pending) return <HistorySkeleton />;
  if (history.error !== null && history.entries.length === 0) {
    return (
      <div className={classes.notice}>
        <ErrorNotice error={history.error} onRetry={history.reload} />
      </div>
    );
  }
  if (history.entries.length > 0) {
    return (
      <HistoryList
        // Another list begins at its top.
        key={JSON.stringify(address.filter)}
        history={history}
        openId={address.entry}
        onOpen={address.openEntry}
      />
    );
  }
  return isEverything(address.view) ? (
    <div className={classes.empty}>
      <EmptyState
        icon={<IconHistory size={32} stroke={1.25} />}
        title={t('emptyTitle')}
        actions={
          <Button variant="filled" onClick={() => navigate('/')}>
            {t('toWorkbench')}
          </Button>
        }
      >
        {t('emptyText')}
      </EmptyState>
    </div>
  ) : (
    <div className={classes.empty}>
      <EmptyState
        title={t('noneTitle')}
        actions={<Button onClick={address.showEverything}>{t('clear')}</Button>}
      >
        {t('noneText')}
      </EmptyState>
    </div>
  );
}

function ExportButton({ address, empty }: { readonly address: HistoryAddress; readonly empty: boolean }) {
  const t = useHistoryTexts();
  const format = useFormat();
  const { lines, start, stop } = useCsvExport(address.filter);
  useCommand('history.exportCsv', start, !empty && lines === null);
  return (
    <div className={classes.export}>
      {lines === null ? (
        <Button
          size="sm"
          leftSection={<IconDownload size={16} stroke={1.5} aria-hidden />}
          onClick={start}
          disabled={empty}
        >
          {t('export')}
        </Button>
      ) : (
        <>
          <span className={classes.count}>
            {t('exporting', { count: lines, lines: format.count(lines) })}
          </span>
          <Button size="sm" leftSection={<IconX size={16} stroke={1.5} aria-hidden />} onClick={stop}>
            {t('exportStop')}
          </Button>
        </>
      )}
    </div>
  );
}
