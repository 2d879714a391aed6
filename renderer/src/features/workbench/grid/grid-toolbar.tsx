/** How many images there are, ways to add more, and how the list is shown. */
import {
  ActionIcon,
  Button,
  Menu,
  SegmentedControl,
  TextInput,
  Tooltip,
  VisuallyHidden,
} from '@mantine/core';
import {
  IconArrowsSort,
  IconFilter,
  IconGridDots,
  IconLayoutGrid,
  IconPhotoPlus,
  IconSearch,
  IconSquare,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { useCommand } from '../../../commands/registry.ts';
import { useFormat } from '../../../format/use-format.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { AddingProgress } from '../add/adding-progress.tsx';
import type { UseAdd } from '../add/use-add.tsx';
import { SHOWN_GROUPS, SORT_ORDERS } from '../state/arrange.ts';
import { arrangementStore, selectionStore, shownStore, sourcesStore } from '../state/list-stores.ts';
import { selectAll, targets } from '../state/selection.ts';
import { useStore } from '../state/store.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './grid-toolbar.module.css';
import type { GridSize } from './image-grid.tsx';
import { useRemove } from './use-remove.ts';

const SIZES = [
  { size: 'small', Icon: IconGridDots },
  { size: 'medium', Icon: IconLayoutGrid },
  { size: 'large', Icon: IconSquare },
] as const;

export function GridToolbar({ add }: { readonly add: UseAdd }) {
  const t = useWorkbenchTexts();
  const format = useFormat();
  const { values, update } = usePreferences();
  const remove = useRemove();
  const images = useStore(sourcesStore, ({ order }) => order.length);
  const bytes = useStore(sourcesStore, (sources) => sources.bytes);
  const others = useStore(sourcesStore, ({ passedOver }) => passedOver);
  const shown = useStore(shownStore, (ids) => ids.length);
  const selected = useStore(selectionStore, (selection) => selection.selected.size);
  const arrangement = useStore(arrangementStore, (now) => now);
  const resize = (step: -1 | 1) => {
    const at = SIZES.findIndex(({ size }) => size === values.gridSize);
    const next = SIZES[at + step];
    if (next !== undefined) update({ gridSize: next.size });
  };
  useCommand('view.smaller', () => resize(-1));
  useCommand('view.larger', () => resize(1));
  const removeTargets = () => remove(targets(selectionStore.get()));
  const removeAll = () => remove(new Set(sourcesStore.get().order));
  useCommand('images.remove', removeTargets);
  useCommand('images.clear', removeAll);
  useCommand('images.selectAll', () =>
    selectionStore.update((selection) => selectAll(selection, shownStore.get())),
  );

  return (
    <div className={classes.toolbar}>
      <AddMenu add={add} />
      <span className={classes.count}>
        <strong>{t('list.images', { count: images, images: format.count(images) })}</strong>
        <span className={classes.quiet}> · {format.bytes(bytes)}</span>
        {others > 0 && (
          <Tooltip label={t('list.othersHelp')} multiline maw={280}>
            <span className={classes.quiet}>
              {' '}
              · {t('list.others', { count: others, files: format.count(others) })}
            </span>
          </Tooltip>
        )}
        {shown !== images && (
          <span className={classes.quiet}> · {t('list.shown', { shown: format.count(shown) })}</span>
        )}
        {selected > 0 && (
          <span className={classes.selected}>
            {' '}
            · {t('list.selected', { selected: format.count(selected) })}
          </span>
        )}
      </span>
      <AddingProgress />
      <span className={classes.space} />
      {selected > 0 && (
        <Tooltip label={t('list.remove')}>
          <ActionIcon aria-label={t('list.remove')} onClick={removeTargets}>
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      )}
      <TextInput
        size="xs"
        w={136}
        value={arrangement.query}
        onChange={(event) => {
          const query = event.currentTarget.value;
          arrangementStore.update((now) => ({ ...now, query }));
        }}
        placeholder={t('list.find')}
        aria-label={t('list.find')}
        leftSection={<IconSearch size={14} stroke={1.75} />}
        rightSection={
          arrangement.query !== '' && (
            <ActionIcon
              size="sm"
              aria-label={t('list.clearFind')}
              onClick={() => arrangementStore.update((now) => ({ ...now, query: '' }))}
            >
              <IconX size={12} />
            </ActionIcon>
          )
        }
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconArrowsSort size={14} stroke={1.75} />}
          >
            {t(`sort.${arrangement.sort}`)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('sort.label')}</Menu.Label>
          {SORT_ORDERS.map((sort) => (
            <Menu.Item
              key={sort}
              aria-current={sort === arrangement.sort}
              onClick={() => arrangementStore.update((now) => ({ ...now, sort }))}
            >
              {t(`sort.${sort}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="xs"
            variant={arrangement.show === 'all' ? 'subtle' : 'light'}
            color={arrangement.show === 'all' ? 'gray' : 'ultramarine'}
            leftSection={<IconFilter size={14} stroke={1.75} />}
          >
            {t(`show.${arrangement.show}`)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('show.label')}</Menu.Label>
          {SHOWN_GROUPS.map((show) => (
            <Menu.Item
              key={show}
              aria-current={show === arrangement.show}
              onClick={() => arrangementStore.update((now) => ({ ...now, show }))}
            >
              {t(`show.${show}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size={14} stroke={1.5} />} onClick={removeAll}>
            {t('list.removeAll')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SegmentedControl
        size="xs"
        aria-label={t('size.label')}
        value={values.gridSize}
        onChange={(value) => {
          const found = SIZES.find(({ size }) => size === value);
          if (found !== undefined) update({ gridSize: found.size satisfies GridSize });
        }}
        data={SIZES.map(({ size, Icon }) => ({
          value: size,
          label: (
            <span className={classes.size}>
              <Icon size={14} stroke={1.5} aria-hidden />
              <VisuallyHidden>{t(`size.${size}`)}</VisuallyHidden>
            </span>
          ),
        }))}
      />
    </div>
  );
}

function AddMenu({ add: { addFiles, addFolder, addOnThisComputer } }: { readonly add: UseAdd }) {
  const t = useWorkbenchTexts();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="xs" leftSection={<IconPhotoPlus size={16} stroke={1.5} />}>
          {t('add.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={addFiles}>{t('add.files')}</Menu.Item>
        <Menu.Item onClick={addFolder}>{t('add.folder')}</Menu.Item>
        {addOnThisComputer !== null && <Menu.Item onClick={addOnThisComputer}>{t('add.inPlace')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
