/** What is left of the hour's images, kept up to date; shows nothing where there is no limit. */
import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { useFormat } from '../format/use-format.ts';
import classes from './quota-left.module.css';
import { useShellTexts } from './shell.texts.ts';

/** Below this share the number asks for attention. */
const LOW = 0.15;

/** Stays open and is told of every change: one call, however long the page is open. */
export const quotaQuery = () => api.quotas.watch.experimental_liveOptions();

export function QuotaLeft() {
  const t = useShellTexts();
  const format = useFormat();
  const { data } = useQuery(quotaQuery());
  const images = data?.find(({ action }) => action === 'IMAGE_PROCESS');
  if (images === undefined || images.limit === null || images.remaining === null) return null;
  const share = images.limit === 0 ? 0 : images.remaining / images.limit;
  const left = format.count(images.remaining);
  const limit = format.count(images.limit);
  const used = { count: images.used, used: format.count(images.used) };
  const explained =
    images.freesAtMs === null
      ? t('quotaUsed', used)
      : t('quotaExplained', { ...used, at: format.time(images.freesAtMs) });
  return (
    <Tooltip label={explained} multiline maw={280}>
      <Link href="/settings" className={classes.quota} data-low={share < LOW || undefined}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <circle className={classes.track} cx="8" cy="8" r="6" />
          <circle
            className={classes.left}
            cx="8"
            cy="8"
            r="6"
            pathLength="100"
            strokeDasharray={`${share * 100} 100`}
            transform="rotate(-90 8 8)"
          />
        </svg>
        {t('quotaLeft', { left, limit })}
      </Link>
    </Tooltip>
  );
}
