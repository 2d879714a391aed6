/** The system's own dialogs for choosing files and folders. They open where the person was last. */
import { dirname } from 'node:path';
import type { BrowserWindow, Dialog, OpenDialogOptions } from 'electron';
import type { DesktopPort } from '../core/desktop-port.ts';
import { READABLE_ENDINGS } from '../shared/source-endings.ts';
import type { HostTexts } from './texts/host-texts.ts';

export interface DialogsDeps {
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  readonly window: () => BrowserWindow;
  readonly texts: () => HostTexts['dialog'];
  readonly lastFolder: { readonly get: () => string | undefined; readonly set: (folder: string) => void };
}

export type Dialogs = Pick<DesktopPort, 'chooseFiles' | 'chooseFolders' | 'chooseOutputFolder'>;

export function createDialogs({ dialog, window, texts, lastFolder }: DialogsDeps): Dialogs {
  async function choose(options: OpenDialogOptions): Promise<readonly string[]> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window(), options);
    return canceled ? [] : filePaths;
  }

  function startingIn(folder: string | null | undefined): Pick<OpenDialogOptions, 'defaultPath'> {
    return folder ? { defaultPath: folder } : {};
  }

  function remember([first]: readonly string[]): void {
    if (first !== undefined) lastFolder.set(dirname(first));
  }

  return {
    chooseFiles: async () => {
      const { images, allFiles, add } = texts();
      const chosen = await choose({
        properties: ['openFile', 'multiSelections'],
        buttonLabel: add,
        filters: [
          { name: images, extensions: [...READABLE_ENDINGS] },
          { name: allFiles, extensions: ['*'] },
        ],
        ...startingIn(lastFolder.get()),
      });
      remember(chosen);
      return chosen;
    },
    chooseFolders: async () => {
      const chosen = await choose({
        properties: ['openDirectory', 'multiSelections'],
        buttonLabel: texts().add,
        ...startingIn(lastFolder.get()),
      });
      remember(chosen);
      return chosen;
    },
    chooseOutputFolder: async (current) => {
      const [chosen] = await choose({
        properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
        buttonLabel: texts().choose,
        ...startingIn(current),
      });
      return chosen ?? null;
    },
  };
}
