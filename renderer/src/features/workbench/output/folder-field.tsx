/** The folder for results. */
import { Button, Tooltip } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../api/client.ts';
import { useCommand } from '../../../commands/registry.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { showError } from '../../../ui/notify.tsx';
import { FolderBrowser } from '../add/folder-browser.tsx';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './folder-field.module.css';
import { shortPath } from './short-path.ts';
import { chosenFolderStore } from './use-batch.ts';

export function FolderField({ folder }: { readonly folder: string }) {
  const t = useWorkbenchTexts();
  const { update } = usePreferences();
  const { data: info } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const [browsing, setBrowsing] = useState(false);
  const take = (path: string) => {
    chosenFolderStore.update(() => path);
    update({ outputFolder: path });
  };
  const choose = () => {
    if (info?.desktop !== true) {
      setBrowsing(true);
      return;
    }
    client.desktop
      .chooseOutputFolder({ current: folder === '' ? null : folder })
      .then((path) => path !== null && take(path))
      .catch(showError);
  };
  useCommand('batch.chooseOutput', choose);
  return (
    <>
      <Tooltip label={folder} multiline maw={480}>
        <Button
          size="sm"
          className={classes.folder ?? ''}
          leftSection={<IconFolder size={16} stroke={1.5} />}
          onClick={choose}
          aria-label={t('folder.label', { folder })}
        >
          {shortPath(folder)}
        </Button>
      </Tooltip>
      {browsing && (
        <FolderBrowser
          title={t('folders.outputTitle')}
          action={t('folders.use')}
          start={
            info?.roots?.some((root) => folder.startsWith(root)) === false ? null : folderThatIsThere(folder)
          }
          mayBeNew
          onClose={() => setBrowsing(false)}
          onChoose={(path) => {
            setBrowsing(false);
            take(path);
          }}
        />
      )}
    </>
  );
}

/** An empty text is no folder. */
function folderThatIsThere(folder: string): string | null {
  return folder === '' ? null : folder;
}
