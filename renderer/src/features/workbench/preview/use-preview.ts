/** The selected image as the recipe makes it, asked for when hands rest, called off when they move on. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Preview } from '../../../../../shared/contract/previews.ts';
import type { PresetOutput } from '../../../../../shared/preset/preset.ts';
import type { RecipeOverride } from '../../../../../shared/recipe/override.ts';
import { client } from '../../../api/client.ts';

/** Milliseconds. */
const REST = 160;

export interface PreviewWish {
  readonly source: string;
  readonly output: PresetOutput;
  readonly override: RecipeOverride;
}

export interface PreviewInView {
  /** Of the same image, perhaps with the recipe as it was a moment ago. */
  readonly preview: Preview | undefined;
  /** A newer one is on its way. */
  readonly pending: boolean;
  readonly error: unknown;
  /** Makes it again, such as when it is no longer kept. */
  readonly renew: () => void;
}

export function usePreview(
  source: string | null,
  output: PresetOutput | null,
  override: RecipeOverride,
): PreviewInView {
  const wish = useMemo(
    (): PreviewWish | null => (source === null || output === null ? null : { source, output, override }),
    [source, output, override],
  );
  const [rested] = useDebouncedValue(wish, REST);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ['preview', rested?.source, rested?.output, rested?.override],
    queryFn: async ({ signal }) => {
      if (rested === null) throw new Error('There is nothing to preview');
      return client.previews.render(rested, { signal });
    },
    enabled: rested !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: (before, query) => (query?.queryKey[1] === rested?.source ? before : undefined),
  });
  const current = rested?.source === source;
  return {
    preview: current ? data : undefined,
    pending: wish !== null && (rested !== wish || isFetching || isPlaceholderData),
    error: current ? error : null,
    renew: () => void refetch(),
  };
}
