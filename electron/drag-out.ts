/** Drags results out of the window into other programs. The core asks only for files it has on record as outputs. */
import { stat } from 'node:fs/promises';
import type { WebContents } from 'electron';
import type { DesktopPort } from '../core/desktop-port.ts';
import { EaselError } from '../shared/errors.ts';

export interface DragOutDeps {
  readonly startDrag: WebContents['startDrag'];
  /** Shown under the pointer. */
  readonly icon: string;
}

export function createDragOut({ startDrag, icon }: DragOutDeps): DesktopPort['dragOut'] {
  return async (paths) => {
    for (const path of paths) {
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) throw new EaselError('INPUT_NOT_FOUND', { path });
    }
    const [file] = paths;
    if (file === undefined) return;
    startDrag({ file, files: [...paths], icon });
  };
}
