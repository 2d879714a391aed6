/** The images above, the selected one before and after below. */
import { VisuallyHidden } from '@mantine/core';
import { memo, useState } from 'react';
import { usePreferences } from '../../preferences/use-preferences.ts';
import type { UseAdd } from './add/use-add.tsx';
import { GridToolbar } from './grid/grid-toolbar.tsx';
import { ImageGrid } from './grid/image-grid.tsx';
import classes from './images-area.module.css';
import { useChoice } from './presets/use-choice.ts';
import { PreviewPane } from './preview/preview-pane.tsx';
import { Splitter, useSplit } from './splitter.tsx';
import { selectionStore, sourcesStore } from './state/list-stores.ts';
import { useStore } from './state/store.ts';
import { useWorkbenchTexts } from './workbench.texts.ts';

interface ExpandProps {
  readonly expanded: boolean;
  readonly onExpand: (expanded: boolean) => void;
}

export function ImagesArea({ add }: { readonly add: UseAdd }) {
  const t = useWorkbenchTexts();
  const [share, setShare] = useSplit('easel-split', 0.38);
  const [expanded, setExpanded] = useState(false);
  const looking = useStore(selectionStore, ({ current }) => current !== null);
  return (
    <>
      <VisuallyHidden component="h1">{t('list.label')}</VisuallyHidden>
      <div
        className={classes.grid}
        data-expanded={expanded || undefined}
        data-alone={!looking || undefined}
        style={{ flexBasis: `${share * 100}%` }}
      >
        <GridToolbar add={add} />
        <Grid expanded={expanded} onExpand={setExpanded} />
      </div>
      {looking && (
        <>
          {!expanded && <Splitter label={t('split.images')} share={share} onShare={setShare} />}
          <div className={classes.preview}>
            <Preview expanded={expanded} onExpand={setExpanded} />
          </div>
        </>
      )}
    </>
  );
}

const Grid = memo(function Grid({ expanded, onExpand }: ExpandProps) {
  const { gridSize } = usePreferences().values;
  const { ticked } = useChoice();
  return (
    <ImageGrid
      size={expanded ? 'small' : gridSize}
      presets={ticked}
      onOpen={() => onExpand(!expanded)}
      onLeave={() => onExpand(false)}
    />
  );
});

const Preview = memo(function Preview({ expanded, onExpand }: ExpandProps) {
  const { ticked, looked } = useChoice();
  const current = useStore(selectionStore, (selection) => selection.current);
  const file = useStore(sourcesStore, ({ byId }) => (current === null ? undefined : byId.get(current)));
  if (file === undefined) return null;
  return <PreviewPane file={file} preset={looked} presets={ticked} expanded={expanded} onExpand={onExpand} />;
});
