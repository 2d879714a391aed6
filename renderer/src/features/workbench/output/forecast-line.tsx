/** One line that says what will happen: files, size, quota, and names that are taken. */

import type { UseQueryResult } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import type { PlannedReport } from '../../../../../shared/job.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { useFormat } from '../../../format/use-format.ts';
import { errorText } from '../../../i18n/error-text.ts';
import { currentLanguage } from '../../../i18n/i18n.ts';
import { quotaQuery } from '../../../shell/quota-left.tsx';
import { explain } from '../../../ui/explain.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { namesForecast, type QuotaForecast, quotaForecast } from './forecast.ts';
import classes from './forecast-line.module.css';
import { type UseBatch, useEstimate } from './use-batch.ts';

export interface ForecastLineProps {
  readonly batch: UseBatch;
  readonly ticked: readonly Preset[];
  readonly plan: UseQueryResult<PlannedReport[]>;
}

export function ForecastLine({ batch: { ids, outputs }, ticked, plan }: ForecastLineProps) {
  const t = useWorkbenchTexts();
  const format = useFormat();
  const quota = useQuery(quotaQuery());
  const estimate = useEstimate(ids, ticked);
  const images = ids.length;

  if (images === 0) return null;
  if (ticked.length === 0) return <p className={classes.hint}>{t('forecast.tick')}</p>;
  if (plan.error !== null) return <p className={classes.bad}>{explain(plan.error).message}</p>;

  const files = images * outputs;
  const bytes = estimate.data?.outputs.reduce((sum, output) => sum + output.bytes, 0);
  const rest = quotaForecast(images, quota.data ?? []);
  const note = nameNote(plan.data ?? []);
  return (
    <div className={classes.forecast} aria-live="polite">
      <p className={classes.sum}>
        {t('forecast.images', { count: images, images: format.count(images) })} →{' '}
        {t('forecast.files', { count: files, files: format.count(files) })}
        {bytes === undefined ? (
          estimate.isFetching && <span className={classes.quiet}> ≈ …</span>
        ) : (
          <span data-stale={estimate.isFetching || undefined}> ≈ {format.bytes(bytes)}</span>
        )}
      </p>
      {rest !== null && (
        <p className={classes.note} data-warns>
          {quotaWords(rest)}
        </p>
      )}
      {note !== null && (
        <p className={classes.note} data-warns={note.warns || undefined}>
          {note.words}
        </p>
      )}
    </div>
  );

  function quotaWords({ now, restAt }: QuotaForecast): string {
    const values = { count: now, now: format.count(now) };
    if (restAt === null) return t('forecast.quota', values);
    const at = format.time(restAt);
    return now === 0 ? t('forecast.quotaNone', { at }) : t('forecast.quotaAt', { ...values, at });
  }

  function nameNote(reports: readonly PlannedReport[]): { words: string; warns: boolean } | null {
    const { outputs: looked, replaced, skipped, failing, failure } = namesForecast(reports);
    const of = format.count(looked);
    if (failing > 0 && failure !== null && failure !== undefined) {
      const why = errorText(failure, currentLanguage()).message;
      return { words: t('forecast.failing', { count: failing, of, why }), warns: true };
    }
    if (replaced > 0) return { words: t('forecast.replaced', { count: replaced, of }), warns: true };
    if (skipped === 0) return null;
    const words =
      skipped === looked ? t('forecast.allSkipped', { of }) : t('forecast.skipped', { count: skipped, of });
    return { words, warns: false };
  }
}
