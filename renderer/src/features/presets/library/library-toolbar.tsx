/** Above the library: search, and what can be done with presets as a whole. */
import { Button, Menu, TextInput, Title } from '@mantine/core';
import {
  IconDots,
  IconFileExport,
  IconFileImport,
  IconListCheck,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react';
import { useRef } from 'react';
import { useCommand } from '../../../commands/registry.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { usePresetTexts } from '../presets.texts.ts';
import classes from './library-toolbar.module.css';

export interface LibraryToolbarProps {
  readonly count: number;
  readonly hasOwn: boolean;
  readonly find: string;
  readonly onFind: (text: string) => void;
  readonly onNew: () => void;
  readonly onImport: (file: File) => void;
  readonly onExportMine: () => void;
  readonly onExportChosen: () => void;
}

export function LibraryToolbar({
  count,
  hasOwn,
  find,
  onFind,
  onNew,
  onImport,
  ...exporting
}: LibraryToolbarProps) {
  const t = usePresetTexts();
  const search = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const chooseFile = () => file.current?.click();
  useCommand('presets.search', () => search.current?.focus());
  useCommand('presets.new', onNew);
  useCommand('presets.import', chooseFile);
  useCommand('presets.export', exporting.onExportChosen);

  return (
    <div className={classes.toolbar}>
      <Title order={1} className={classes.title}>
        {t('title')}
      </Title>
      <span className={classes.count}>{t('count', { count })}</span>
      <TextInput
        ref={search}
        className={classes.search}
        aria-label={t('search')}
        placeholder={t('searchHint')}
        value={find}
        onChange={(event) => onFind(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onFind('')}
        leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
        rightSection={find === '' ? <KeyHint command="presets.search" /> : null}
        type="search"
        size="sm"
      />
      <Button variant="filled" leftSection={<IconPlus size={16} aria-hidden />} onClick={onNew} size="sm">
        {t('new')}
      </Button>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button size="sm" leftSection={<IconDots size={16} stroke={1.5} aria-hidden />}>
            {t('more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileImport size={16} stroke={1.5} />} onClick={chooseFile}>
            {t('import')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconListCheck size={16} stroke={1.5} />}
            onClick={exporting.onExportChosen}
          >
            {t('exportChosen')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileExport size={16} stroke={1.5} />}
            onClick={exporting.onExportMine}
            disabled={!hasOwn}
          >
            {t('exportMine')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          // The same file can be chosen again after it was corrected.
          event.currentTarget.value = '';
          if (chosen !== undefined) onImport(chosen);
        }}
      />
    </div>
  );
}
