/** Where results go, and one line on what will happen before it happens. */
import { Button, Switch, Tooltip } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useCommand } from '../../../commands/registry.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { addingStore } from '../add/add-images.ts';
import { useChoice } from '../presets/use-choice.ts';
import { useStart } from '../run/use-start.ts';
import { sourcesStore } from '../state/list-stores.ts';
import { hasTree } from '../state/sources.ts';
import { useStore } from '../state/store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { ConflictField } from './conflict-field.tsx';
import { FolderField } from './folder-field.tsx';
import { ForecastLine } from './forecast-line.tsx';
import { NameField } from './name-field.tsx';
import classes from './output-bar.module.css';
import { ScopeField } from './scope-field.tsx';
import { useBatch, usePlan } from './use-batch.ts';
import { useScope } from './use-scope.ts';

export function OutputBar() {
  const { ticked } = useChoice();
  const t = useWorkbenchTexts();
  const { values, update } = usePreferences();
  const scope = useScope();
  const reading = useStore(addingStore, ({ scans, copying }) => scans > 0 || copying !== null);
  const batch = useBatch(ticked, scope.only, reading);
  const plan = usePlan(batch.order);
  const tree = useStore(sourcesStore, hasTree);
  const { start, starting } = useStart();
  const { order } = batch;
  const ready = order !== null && !starting && plan.error === null;
  const go = () => {
    if (ready) start({ order, only: scope.only });
  };
  useCommand('batch.start', go, ready);

  return (
    <section className={classes.bar} aria-label={t('output.label')}>
      <div className={classes.fields}>
        <FolderField folder={batch.options.outputFolder} />
        <NameField options={batch.options} plan={plan.data ?? []} error={plan.error} />
        <ConflictField />
        {tree && (
          <Tooltip label={t('output.treeHelp')} multiline maw={300}>
            <Switch
              size="xs"
              label={t('output.tree')}
              checked={values.keepTree}
              onChange={(event) => update({ keepTree: event.currentTarget.checked })}
            />
          </Tooltip>
        )}
      </div>
      <div className={classes.act}>
        <ForecastLine batch={batch} ticked={ticked} plan={plan} />
        <ScopeField scope={scope} />
        <Button
          size="md"
          variant="filled"
          className={classes.start ?? ''}
          disabled={!ready}
          loading={starting}
          onClick={go}
          leftSection={<IconPlayerPlayFilled size={14} />}
          rightSection={<KeyHint command="batch.start" />}
        >
          {t('output.start')}
        </Button>
      </div>
    </section>
  );
}
