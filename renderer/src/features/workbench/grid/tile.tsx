/** One image in the grid: its picture, its name and how it stands. */
import { VisuallyHidden } from '@mantine/core';
import { memo, useMemo } from 'react';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import type { Format } from '../../../format/format.ts';
import { isOver } from '../state/job.ts';
import { jobStore } from '../state/job-store.ts';
import { selectionStore, sourcesStore } from '../state/list-stores.ts';
import { looksStore } from '../state/looks-store.ts';
import { useStore } from '../state/store.ts';
import { brokenSizes } from './broken-sizes.ts';
import { Thumbnail } from './thumbnail.tsx';
import classes from './tile.module.css';
import { TileBadge } from './tile-badge.tsx';
import { type TileStatus, tileStatus } from './tile-status.ts';

export interface TileProps {
  readonly id: string;
  readonly index: number;
  readonly count: number;
  readonly presets: readonly Preset[];
  /** Handed down: thousands of tiles come and go while somebody scrolls. */
  readonly format: Format;
  readonly words: (status: TileStatus) => string;
}

export function tileElementId(id: string): string {
  return `image-${id}`;
}

export const Tile = memo(function Tile({ id, index, count, presets, format, words }: TileProps) {
  const file = useStore(sourcesStore, ({ byId }) => byId.get(id));
  const look = useStore(looksStore, ({ byId }) => byId.get(id));
  const current = useStore(selectionStore, (selection) => selection.current === id);
  const selected = useStore(selectionStore, (selection) => selection.selected.has(id));
  const path = file?.path ?? '';
  const report = useStore(jobStore, ({ job }) => job?.items.get(path));
  const inRun = useStore(
    jobStore,
    ({ job, only }) => job !== null && !isOver(job) && (only === null || only.has(path)),
  );
  const facts = look?.ok === true ? look.facts : null;
  const status = useMemo(() => {
    const broken = facts === null ? [] : brokenSizes(facts, presets);
    return tileStatus({
      look,
      report,
      inRun,
      broken: broken.map(({ preset, message }) => `${preset}: ${message}`),
    });
  }, [facts, look, report, inRun, presets]);

  if (file === undefined) return null;
  const dimensions = facts === null ? null : format.dimensions(facts.width, facts.height);
  const told = words(status);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus and names its active option.
    <div
      id={tileElementId(id)}
      className={classes.tile}
      role="option"
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={count}
      data-id={id}
      data-current={current || undefined}
      data-selected={selected || undefined}
      data-status={status.kind}
    >
      <div className={classes.picture}>
        <Thumbnail key={id} id={id} readable={look?.ok} />
        <TileBadge status={status} words={told} />
        {selected && <span className={classes.check} aria-hidden />}
      </div>
      <div className={classes.name} title={file.name}>
        {file.name}
      </div>
      <div className={classes.facts}>{dimensions ?? format.bytes(file.bytes)}</div>
      {told !== '' && <VisuallyHidden>{told}</VisuallyHidden>}
    </div>
  );
});
