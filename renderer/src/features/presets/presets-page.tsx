/** Presets: the library, or the one that the address opens. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { api } from '../../api/client.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LibrarySkeleton } from './library/library-skeleton.tsx';
import classes from './library/preset-library.module.css';
import { PresetLibrary } from './library/preset-library.tsx';
import { usePresetAddress } from './use-preset-address.ts';

/** With the recipe editor and its schemas: nobody who only looks around has to wait for them. */
const OpenPreset = lazy(async () => ({ default: (await import('./editor/open-preset.tsx')).OpenPreset }));

export function PresetsPage() {
  const { open } = usePresetAddress();
  const presets = useQuery(api.presets.list.queryOptions());
  if (presets.isPending) return <LibrarySkeleton />;
  if (presets.isError) {
    return (
      <div className={classes.page}>
        <ErrorNotice error={presets.error} onRetry={() => void presets.refetch()} />
      </div>
    );
  }
  return open === null ? (
    <PresetLibrary entries={presets.data} />
  ) : (
    <Suspense>
      <OpenPreset key={open} id={open} entries={presets.data} />
    </Suspense>
  );
}
