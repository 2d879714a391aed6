/** What the desktop around the app can do, on the contract. */
import { EaselError } from '../../../shared/errors.ts';
import type { DesktopPort } from '../../desktop-port.ts';
import type { Leaves } from '../../rpc/implementer.ts';

export interface DesktopHandlersDeps {
  /** Null where there is no desktop. */
  readonly desktop: DesktopPort | null;
  /** Whether a file is one that Easel wrote. */
  readonly isOutput: (path: string) => Promise<boolean>;
}

export function desktopHandlers(leaves: Leaves['desktop'], { desktop, isOutput }: DesktopHandlersDeps) {
  return leaves.router({
    chooseFiles: leaves.chooseFiles.handler(() => here().chooseFiles()),
    chooseFolders: leaves.chooseFolders.handler(() => here().chooseFolders()),
    chooseOutputFolder: leaves.chooseOutputFolder.handler(({ input }) =>
      here().chooseOutputFolder(input.current),
    ),
    reveal: leaves.reveal.handler(({ input }) => here().reveal(input.path)),
    openFolder: leaves.openFolder.handler(({ input }) => here().openFolder(input.path)),
    dragOut: leaves.dragOut.handler(async ({ input }) => {
      for (const path of input.paths) {
        if (!(await isOutput(path))) throw new EaselError('FORBIDDEN');
      }
      await here().dragOut(input.paths);
    }),
    events: leaves.events.handler(async function* ({ signal }) {
      yield* here().events(signal);
    }),
  });

  function here(): DesktopPort {
    if (desktop === null) throw new EaselError('NOT_HERE');
    return desktop;
  }
}
