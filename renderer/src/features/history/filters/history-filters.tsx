/** Narrowing the history down; every filter is in the address. */
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { formatName } from '../../../../../shared/preset/rule-words.ts';
import { api } from '../../../api/client.ts';
import { LIST_BOX } from '../../recipe-editor/fields/list-box.ts';
import { useHistoryTexts } from '../history.texts.ts';
import { type HistoryView, isEverything, OUTCOMES, PERIODS } from '../model/history-view.ts';
import { knownFormat } from '../model/known-format.ts';
import { usePresetNames } from '../use-preset-names.ts';
import classes from './history-filters.module.css';

export interface HistoryFiltersProps {
  readonly view: HistoryView;
  readonly onShow: (change: Partial<HistoryView>) => void;
  readonly onClear: () => void;
}

/** Milliseconds somebody may pause between two letters. */
const TYPING = 250;
/** A select knows no null. */
const ANY = '';

export function HistoryFilters({ view, onShow, onClear }: HistoryFiltersProps) {
  const t = useHistoryTexts();
  const nameOf = usePresetNames();
  const { data: facets } = useQuery(api.history.facets.queryOptions({ staleTime: 0 }));
  const presets = withChosen(facets?.presets ?? [], view.preset);
  const formats = withChosen(facets?.formats ?? [], view.format);
  return (
    <search className={classes.filters} aria-label={t('title')}>
      <FileFilter file={view.file} onShow={onShow} />
      <Select
        className={classes.select}
        aria-label={t('period')}
        data={PERIODS.map((period) => ({ value: period, label: t(`period.${period}`) }))}
        value={view.period}
        onChange={(period) => period !== null && onShow({ period })}
        size="sm"
        {...LIST_BOX}
      />
      {view.period === 'custom' && <DayFilters view={view} onShow={onShow} />}
      <Select
        className={classes.select}
        aria-label={t('preset')}
        data={[
          { value: ANY, label: t('anyPreset') },
          ...presets.map((id) => ({ value: id, label: nameOf(id) })),
        ]}
        value={view.preset ?? ANY}
        onChange={(preset) => onShow({ preset: preset === ANY ? null : preset })}
        searchable={presets.length > 10}
        size="sm"
        {...LIST_BOX}
      />
      <Select
        className={classes.select}
        aria-label={t('format')}
        data={[
          { value: ANY, label: t('anyFormat') },
          ...formats.map((format) => {
            const known = knownFormat(format);
            return { value: format, label: known === null ? format : formatName(known) };
          }),
        ]}
        value={view.format ?? ANY}
        onChange={(format) => onShow({ format: format === ANY ? null : format })}
        size="sm"
        {...LIST_BOX}
      />
      <Select
        className={classes.select}
        aria-label={t('outcome')}
        data={[
          { value: ANY, label: t('anyOutcome') },
          ...OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) })),
        ]}
        value={view.outcome ?? ANY}
        onChange={(chosen) => onShow({ outcome: OUTCOMES.find((outcome) => outcome === chosen) ?? null })}
        size="sm"
        {...LIST_BOX}
      />
      {view.job !== null && (
        <Button
          size="sm"
          variant="light"
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={`${t('oneBatch')}: ${t('leaveBatch')}`}
          onClick={() => onShow({ job: null })}
        >
          {t('oneBatch')}
        </Button>
      )}
      {!isEverything(view) && (
        <Button
          size="sm"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={onClear}
        >
          {t('clear')}
        </Button>
      )}
    </search>
  );
}

/** A value the address asks for stays on offer even when nothing has it. */
function withChosen(values: readonly string[], chosen: string | null): readonly string[] {
  return chosen === null || values.includes(chosen) ? values : [...values, chosen];
}

type PartProps = Pick<HistoryFiltersProps, 'onShow'>;

function FileFilter({ file, onShow }: PartProps & { readonly file: string | null }) {
  const t = useHistoryTexts();
  const [text, setText] = useState(file ?? '');
  const search = useDebouncedCallback(
    (typed: string) => onShow({ file: typed === '' ? null : typed }),
    TYPING,
  );
  useEffect(() => setText(file ?? ''), [file]);
  return (
    <TextInput
      className={classes.file}
      aria-label={t('file')}
      placeholder={t('fileHint')}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
      maxLength={200}
      leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
      type="search"
      size="sm"
    />
  );
}

function DayFilters({ view, onShow }: PartProps & { readonly view: HistoryView }) {
  const t = useHistoryTexts();
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          aria-label={t(end)}
          title={t(end)}
          value={view[end] ?? ''}
          onChange={(event) => onShow({ period: 'custom', [end]: event.currentTarget.value || null })}
          size="sm"
        />
      ))}
    </>
  );
}
