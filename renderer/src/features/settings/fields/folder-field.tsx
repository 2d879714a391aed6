/** The usual folder for results: chosen in the system's dialog, or in the browser from the folders Easel may use. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api, client } from '../../../api/client.ts';
import { showError } from '../../../ui/notify.tsx';
import { useSettingsTexts } from '../settings.texts.ts';
import classes from './fields.module.css';
import { SettingRow } from './setting-row.tsx';
import { usePreference } from './use-preference.ts';

const FolderBrowser = lazy(async () => ({
  default: (await import('../../workbench/add/folder-browser.tsx')).FolderBrowser,
}));

export function FolderField() {
  const t = useSettingsTexts();
  const folder = usePreference('outputFolder');
  const [browsing, setBrowsing] = useState(false);
  const { data: system } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const suggested = system?.suggestedOutputFolder ?? '';

  const choose = async () => {
    if (system?.desktop !== true) {
      setBrowsing(true);
      return;
    }
    try {
      const chosen = await client.desktop.chooseOutputFolder({ current: folder.value });
      if (chosen !== null) folder.change(chosen);
    } catch (error) {
      showError(error);
    }
  };

  return (
    <SettingRow label={t('folder')} help={t('folderHelp')} state={folder.state} onUndo={folder.undo}>
      <p className={classes.path}>{folder.value ?? t('folderNone', { folder: suggested })}</p>
      <div className={classes.buttons}>
        <Button size="sm" onClick={() => void choose()} disabled={system === undefined}>
          {t('chooseFolder')}
        </Button>
        {folder.value !== null && (
          <Button size="sm" variant="subtle" color="gray" onClick={() => folder.change(null)}>
            {t('useSuggested')}
          </Button>
        )}
      </div>
      {browsing && (
        <Suspense>
          <FolderBrowser
            title={t('folder')}
            action={t('choose')}
            start={folder.value ?? suggested}
            mayBeNew
            onChoose={(path) => {
              setBrowsing(false);
              folder.change(path);
            }}
            onClose={() => setBrowsing(false)}
          />
        </Suspense>
      )}
    </SettingRow>
  );
}
