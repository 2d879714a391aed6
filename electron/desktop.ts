/** What the core may ask of the desktop around it, put together for one window. */
import type { BrowserWindow, Dialog, Shell } from 'electron';
import type { DesktopPort } from '../core/desktop-port.ts';
import { createDialogs, type DialogsDeps } from './dialogs.ts';
import { createDragOut } from './drag-out.ts';
import type { PageEvents } from './page-events.ts';
import { createFileManager } from './shell.ts';
import type { HostTexts } from './texts/host-texts.ts';

export interface DesktopDeps {
  readonly dialog: Dialog;
  readonly shell: Shell;
  readonly platform: NodeJS.Platform;
  /** There is one by the time the page asks for anything. */
  readonly window: () => BrowserWindow;
  readonly dragIcon: string;
  readonly texts: () => HostTexts;
  readonly lastFolder: DialogsDeps['lastFolder'];
  readonly events: PageEvents;
}

export interface Desktop {
  readonly port: DesktopPort;
  readonly trash: (path: string) => Promise<void>;
}

export function createDesktop(deps: DesktopDeps): Desktop {
  const { trash, reveal, openFolder } = createFileManager(deps);
  return {
    port: {
      ...createDialogs({ ...deps, texts: () => deps.texts().dialog }),
      reveal,
      openFolder,
      dragOut: createDragOut({
        startDrag: (item) => deps.window().webContents.startDrag(item),
        icon: deps.dragIcon,
      }),
      events: deps.events.listen,
    },
    trash,
  };
}
