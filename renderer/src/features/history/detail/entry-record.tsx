/** The facts of an entry: files, sizes, times, versions and hashes, all of them to copy. */
import type { ReactNode } from 'react';
import type { HistoryDetail } from '../../../../../shared/contract/history.ts';
import { formatName } from '../../../../../shared/preset/rule-words.ts';
import { CopyIcon } from '../../../browser/copy-icon.tsx';
import { useFormat } from '../../../format/use-format.ts';
import { useHistoryTexts } from '../history.texts.ts';
import { changeWords, sizeChange } from '../model/size-change.ts';
import { useDurationWords } from '../use-duration-words.ts';
import { usePresetNames } from '../use-preset-names.ts';
import classes from './entry-details.module.css';

interface EntryProps {
  readonly entry: HistoryDetail;
}

/** What somebody looks for first. */
export function EntryFacts({ entry }: EntryProps) {
  const t = useHistoryTexts();
  const format = useFormat();
  const duration = useDurationWords();
  const nameOf = usePresetNames();
  const change = sizeChange(entry.bytesIn, entry.bytesOut);
  return (
    <dl className={classes.facts}>
      <Fact label={t('source')} wide>
        <Copied text={entry.input} what={t('source')} />
        {entry.bytesIn !== null && <span className={classes.note}>{format.bytes(entry.bytesIn)}</span>}
      </Fact>
      {entry.output !== null && (
        <Fact label={t('result')} wide>
          <Copied text={entry.output} what={t('result')} />
          <span className={classes.note}>{resultWords(entry, format)}</span>
          {change !== null && <span className={classes.note}> · {changeWords(change, format)}</span>}
          {!entry.outputExists && <p className={classes.gone}>{t('outputGone')}</p>}
        </Fact>
      )}
      <Fact label={t('preset')}>
        {nameOf(entry.preset)} {entry.variant}
      </Fact>
      {entry.quality !== null && <Fact label={t('quality')}>{entry.quality}</Fact>}
      <Fact label={t('processedAt')}>{format.dateTime(entry.at)}</Fact>
      {entry.ms >= 1 && <Fact label={t('took')}>{duration(entry.ms)}</Fact>}
    </dl>
  );
}

/** What proves it. */
export function EntryRecord({ entry }: EntryProps) {
  const t = useHistoryTexts();
  return (
    <dl className={classes.facts}>
      <Fact label={t('engine')} wide>
        {entry.engine}
      </Fact>
      {entry.sourceSha256 !== null && (
        <Fact label={t('sourceHash')} wide>
          <Copied text={entry.sourceSha256} what={t('sourceHash')} code />
        </Fact>
      )}
      {entry.outputSha256 !== null && (
        <Fact label={t('outputHash')} wide>
          <Copied text={entry.outputSha256} what={t('outputHash')} code />
        </Fact>
      )}
      <Fact label={t('id')} wide>
        <Copied text={entry.id} what={t('id')} code />
      </Fact>
    </dl>
  );
}

function resultWords(entry: HistoryDetail, format: ReturnType<typeof useFormat>): string {
  return [
    entry.format === null ? null : formatName(entry.format),
    entry.width === null || entry.height === null ? null : format.dimensions(entry.width, entry.height),
    entry.bytesOut === null ? null : format.bytes(entry.bytesOut),
  ]
    .filter((word) => word !== null)
    .join(' · ');
}

interface FactProps {
  readonly label: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

function Fact({ label, wide = false, children }: FactProps) {
  return (
    <div className={classes.fact} data-wide={wide || undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface CopiedProps {
  readonly text: string;
  readonly what: string;
  readonly code?: boolean;
}

function Copied({ text, what, code = false }: CopiedProps) {
  return (
    <span className={classes.copied}>
      <span className={code ? classes.code : classes.path}>{text}</span>
      <CopyIcon text={text} what={what} />
    </span>
  );
}
