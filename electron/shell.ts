/** The system's file manager and trash. Nothing here ever starts a program. */
import { stat } from 'node:fs/promises';
import { extname, isAbsolute } from 'node:path';
import type { Shell } from 'electron';
import type { DesktopPort } from '../core/desktop-port.ts';
import { EaselError } from '../shared/errors.ts';

export interface ShellDeps {
  readonly shell: Pick<Shell, 'showItemInFolder' | 'openPath' | 'trashItem'>;
  readonly platform: NodeJS.Platform;
}

export interface FileManager extends Pick<DesktopPort, 'reveal' | 'openFolder'> {
  readonly trash: (path: string) => Promise<void>;
}

export function createFileManager({ shell, platform }: ShellDeps): FileManager {
  return {
    reveal: async (path) => {
      await look(path);
      shell.showItemInFolder(path);
    },
    openFolder: async (path) => {
      const found = await look(path);
      // Opening a file runs whatever is registered for it; on a Mac, so does opening a folder such as `Some.app`.
      const isPlainFolder = found.isDirectory() && !(platform === 'darwin' && extname(path) !== '');
      if (!isPlainFolder) {
        shell.showItemInFolder(path);
        return;
      }
      const reason = await shell.openPath(path);
      if (reason !== '') throw new EaselError('INPUT_UNREADABLE', { reason });
    },
    trash: (path) => shell.trashItem(path),
  };
}

async function look(path: string) {
  const found = isAbsolute(path) ? await stat(path).catch(() => null) : null;
  if (found === null) throw new EaselError('INPUT_NOT_FOUND', { path });
  return found;
}
