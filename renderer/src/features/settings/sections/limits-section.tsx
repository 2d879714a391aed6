/** What is used of the hourly limits; only those that mean something here. */
import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { QuotaStatus } from '../../../../../shared/contract/quotas.ts';
import { useFormat } from '../../../format/use-format.ts';
import { quotaQuery } from '../../../shell/quota-left.tsx';
import { useSettingsTexts } from '../settings.texts.ts';
import classes from './sections.module.css';

export function LimitsSection() {
  const t = useSettingsTexts();
  const { data = [] } = useQuery(quotaQuery());
  const shown = data.filter(
    ({ action, limit, used }) => action === 'IMAGE_PROCESS' || limit !== null || used > 0,
  );
  return (
    <>
      <p className={classes.lead}>{t('limitsHelp')}</p>
      <ul className={classes.limits}>
        {shown.map((status) => (
          <Limit key={status.action} status={status} />
        ))}
      </ul>
    </>
  );
}

function Limit({ status: { action, limit, used, freesAtMs } }: { readonly status: QuotaStatus }) {
  const t = useSettingsTexts();
  const format = useFormat();
  const name = t(`quota.${action}`);
  if (limit === null) {
    return (
      <li className={classes.limit}>
        <span className={classes.limitName}>{name}</span>
        <span className={classes.limitText}>{t('unlimited', { used: format.count(used) })}</span>
      </li>
    );
  }
  const words = t('usedOf', { used: format.count(used), limit: format.count(limit) });
  const frees = freesAtMs === null ? '' : t('freesAt', { at: format.time(freesAtMs) });
  return (
    <li className={classes.limit}>
      <span className={classes.limitName}>{name}</span>
      <span className={classes.limitText}>{[words, frees].filter(Boolean).join('; ')}</span>
      <Progress
        className={classes.limitBar}
        value={limit === 0 ? 100 : Math.min(100, (used / limit) * 100)}
        aria-label={`${name}: ${words}`}
        size="sm"
      />
    </li>
  );
}
