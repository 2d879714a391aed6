/** Short times of single files: `120 ms`, `1.4 s`, and words from a minute on. */
import { useCallback } from 'react';
import { useFormat } from '../../format/use-format.ts';
import { useHistoryTexts } from './history.texts.ts';

export function useDurationWords(): (ms: number) => string {
  const t = useHistoryTexts();
  const format = useFormat();
  return useCallback(
    (ms) => {
      if (ms < 1000) return t('milliseconds', { value: format.count(ms) });
      return ms < 60_000 ? t('seconds', { value: format.rate(ms / 1000) }) : format.duration(ms);
    },
    [t, format],
  );
}
