/** The ways to bring images in that open a dialog: the system's own where there is one, the browser's else. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { READABLE_ENDINGS } from '../../../../../shared/source-endings.ts';
import { api, client } from '../../../api/client.ts';
import { showError } from '../../../ui/notify.tsx';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { addHandedOver, addPaths } from './add-images.ts';
import { FolderBrowser } from './folder-browser.tsx';
import { takeChosen } from './read-dropped.ts';

export interface UseAdd {
  readonly addFiles: () => void;
  readonly addFolder: () => void;
  /** A folder Easel reads where it lies; null where the system's own dialog does that anyway. */
  readonly addOnThisComputer: (() => void) | null;
  /** Belongs into the page, once. */
  readonly dialogs: ReactNode;
}

const ACCEPT = `image/*,${READABLE_ENDINGS.map((ending) => `.${ending}`).join(',')}`;

export function useAdd(): UseAdd {
  const t = useWorkbenchTexts();
  const { data: info } = useQuery(api.system.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [browsing, setBrowsing] = useState(false);
  const desktop = info?.desktop === true;

  const choose = (ask: () => Promise<readonly string[]>) => () => {
    ask().then(addPaths).catch(showError);
  };
  const takeFrom = (input: HTMLInputElement) => {
    if (input.files !== null) void addHandedOver(takeChosen(input.files));
    // The same file chosen again is a change again.
    input.value = '';
  };

  return {
    addFiles: desktop ? choose(() => client.desktop.chooseFiles()) : () => files.current?.click(),
    addFolder: desktop ? choose(() => client.desktop.chooseFolders()) : () => folder.current?.click(),
    addOnThisComputer: desktop ? null : () => setBrowsing(true),
    dialogs: (
      <>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          accept={ACCEPT}
          onChange={(event) => takeFrom(event.currentTarget)}
        />
        <input
          ref={(input) => {
            folder.current = input;
            // React does not know the attribute; a folder's files come with their place in it.
            if (input !== null) input.webkitdirectory = true;
          }}
          type="file"
          hidden
          onChange={(event) => takeFrom(event.currentTarget)}
        />
        {browsing && (
          <FolderBrowser
            title={t('folders.addTitle')}
            action={t('folders.add')}
            start={null}
            mayBeNew={false}
            onClose={() => setBrowsing(false)}
            onChoose={(path) => {
              setBrowsing(false);
              void addPaths([path]);
            }}
          />
        )}
      </>
    ),
  };
}
