/** The workbench: images in, presets ticked, results out. */
import { memo, useEffect, useState } from 'react';
import { useCommand } from '../../commands/registry.ts';
import { DropAnywhere } from './add/drop-anywhere.tsx';
import { useAdd } from './add/use-add.tsx';
import { ImagesArea } from './images-area.tsx';
import { OutputBar } from './output/output-bar.tsx';
import { PresetsAndRecipe } from './presets/presets-and-recipe.tsx';
import { useRememberedTicks } from './presets/use-choice.ts';
import { useRememberedFolder } from './presets/use-remembered-folder.ts';
import { FailuresPanel } from './run/failures-panel.tsx';
import { ProgressAnnouncer } from './run/progress-announcer.tsx';
import { ResultBar } from './run/result-bar.tsx';
import { RunBar } from './run/run-bar.tsx';
import { UnfinishedBanner } from './run/unfinished-banner.tsx';
import { useUnfinishedJob } from './run/use-jobs.ts';
import { isOver } from './state/job.ts';
import { jobStore } from './state/job-store.ts';
import { sourcesStore } from './state/list-stores.ts';
import { recallList, rememberList } from './state/remember-list.ts';
import { useStore } from './state/store.ts';
import { useMoves } from './use-moves.ts';
import { Welcome } from './welcome.tsx';
import { useWorkbenchTexts } from './workbench.texts.ts';
import classes from './workbench-page.module.css';

export function WorkbenchPage() {
  const t = useWorkbenchTexts();
  const [failuresShown, setFailuresShown] = useState(true);
  const failed = useStore(jobStore, ({ job }) => job !== null && isOver(job) && job.failed > 0);
  const showFailures = failed && failuresShown;
  const unfinished = useUnfinishedJob();

  useRememberedTicks();
  useRememberedFolder();
  useMoves();
  useEffect(() => {
    const stop = rememberList();
    void recallList();
    return stop;
  }, []);
  // What is shown of the last batch says nothing about the next one.
  useEffect(() => {
    if (!failed) setFailuresShown(true);
  }, [failed]);

  return (
    <div className={classes.workbench}>
      {unfinished !== null && <UnfinishedBanner job={unfinished} />}
      <div className={classes.middle}>
        <Images />
        <aside className={classes.side} aria-label={showFailures ? t('failures.title') : t('presets.title')}>
          {showFailures ? <FailuresPanel onClose={() => setFailuresShown(false)} /> : <PresetsAndRecipe />}
        </aside>
      </div>
      <BottomBar failuresShown={showFailures} onShowFailures={setFailuresShown} />
      <ProgressAnnouncer />
      <DropAnywhere />
    </div>
  );
}

const Images = memo(function Images() {
  const t = useWorkbenchTexts();
  const add = useAdd();
  const empty = useStore(sourcesStore, ({ order }) => order.length === 0);
  useCommand('images.addFiles', add.addFiles);
  useCommand('images.addFolder', add.addOnThisComputer ?? add.addFolder);
  return (
    <section className={classes.images} aria-label={t('list.label')}>
      {empty ? <Welcome add={add} /> : <ImagesArea add={add} />}
      {add.dialogs}
    </section>
  );
});

interface BottomBarProps {
  readonly failuresShown: boolean;
  readonly onShowFailures: (shown: boolean) => void;
}

const BottomBar = memo(function BottomBar({ failuresShown, onShowFailures }: BottomBarProps) {
  const job = useStore(jobStore, (now) => now.job);
  const empty = useStore(sourcesStore, ({ order }) => order.length === 0);
  if (job === null) return empty ? null : <OutputBar />;
  if (!isOver(job)) return <RunBar job={job} />;
  return <ResultBar job={job} failuresShown={failuresShown} onShowFailures={onShowFailures} />;
});
