/** What presets are called now; one that is gone goes by its short name. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { api } from '../../api/client.ts';

export function usePresetNames(): (id: string) => string {
  const { data } = useQuery(api.presets.list.queryOptions());
  const names = useMemo(() => new Map(data?.map(({ preset }) => [preset.id, preset.name])), [data]);
  return useCallback((id) => names.get(id) ?? id, [names]);
}
