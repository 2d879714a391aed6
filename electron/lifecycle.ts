/** One instance that others hand their files to, and an end in good order. */
import type { App } from 'electron';
import { type HandedOver, readArguments } from './handed-over.ts';

export interface SingleInstanceDeps {
  readonly app: App;
  /** Names of the app itself, which are no files to open. */
  readonly itself: readonly string[];
  /** Called for every further start, also one that hands nothing over. */
  readonly onHandedOver: (handedOver: HandedOver) => void;
}

/** False: another instance runs already and now has what this one was given. */
export function becomeTheInstance({ app, itself, onHandedOver }: SingleInstanceDeps): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv, cwd) => onHandedOver(argumentsOf(argv, cwd, itself)));
  // A Mac hands over by these, also to the first instance and before it is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    onHandedOver({ paths: [path], links: [] });
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    onHandedOver(readArguments([link], '/'));
  });
  return true;
}

/** What a whole command line hands over, without the program in front. */
export function argumentsOf(argv: readonly string[], cwd: string, itself: readonly string[]): HandedOver {
  const { paths, links } = readArguments(argv.slice(1), cwd);
  return { paths: paths.filter((path) => !itself.includes(path)), links };
}

export interface QuitDeps {
  readonly app: App;
  /** Asked once per attempt. */
  readonly mayQuit: () => Promise<boolean>;
  /** Everything that must be done before the process ends; never rejects. */
  readonly close: () => Promise<void>;
}

export interface Quitting {
  /** Whether windows may close for good. */
  readonly isDecided: () => boolean;
}

export function quitInOrder({ app, mayQuit, close }: QuitDeps): Quitting {
  let state: 'open' | 'asking' | 'closing' | 'closed' = 'open';

  async function decide(): Promise<void> {
    state = 'asking';
    if (!(await mayQuit())) {
      state = 'open';
      return;
    }
    state = 'closing';
    await close();
    state = 'closed';
    app.quit();
  }

  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'open') void decide();
  });
  app.on('window-all-closed', () => app.quit());
  return { isDecided: () => state === 'closed' };
}
