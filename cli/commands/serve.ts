/** `easel serve`: Easel in a browser on this computer, until Ctrl-C. */
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import { createLocalClient } from '../../core/rpc/local-client.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openApp, suggestedOutputFolder } from '../host.ts';
import type { GlobalOptions } from '../main.ts';
import { reportError } from '../report-error.ts';
import { allowedFolders } from '../serve/allowed-folders.ts';
import { INTERFACE_FOLDER } from '../serve/interface-folder.ts';
import { openBrowser } from '../serve/open-browser.ts';
import { createRefusalLog } from '../serve/refusal-log.ts';
import { startLoopbackServer } from '../serve/server.ts';
import { printLine } from '../terminal/table.ts';

interface ServeOptions {
  readonly port?: number;
  readonly open: boolean;
  readonly root?: readonly string[];
  readonly idleMinutes?: number;
}

export async function serveCommand(globals: GlobalOptions, options: ServeOptions): Promise<ExitCode> {
  const roots = allowedFolders({
    named: options.root ?? [],
    startedIn: process.cwd(),
    home: homedir(),
    results: suggestedOutputFolder(),
  });
  const app = await openApp(globals, { surface: 'loopback', roots });
  const refusals = createRefusalLog({
    record: app.recordRefusal,
    onError: (error) => reportError(error, { json: false }),
  });
  try {
    const client = createLocalClient(app.router, app.contextFor('loopback'));
    const server = await startLoopbackServer(app, {
      interfaceFolder: INTERFACE_FOLDER,
      port: options.port ?? null,
      idleMs: options.idleMinutes === undefined ? null : options.idleMinutes * 60_000,
      isBusy: async () => (await client.jobs.list()).some(({ state }) => state === 'running'),
      onRefused: refusals.add,
      monotonic: () => performance.now(),
    });
    printLine('Easel runs in a browser on this computer until you press Ctrl-C.');
    printLine(`It may use: ${roots.join(', ')}`);
    const give = () => {
      const link = server.newLink();
      printLine(`\nThis link works once, within a minute:\n  ${link}\n\nPress Enter for a new one.`);
      return link;
    };
    const link = give();
    if (options.open) await openBrowser(link, process);
    await untilStopped(server, give);
    return EXIT.ok;
  } finally {
    await refusals.close();
    await app.close();
  }
}

/** Resolves when the host has closed: by Ctrl-C, by SIGTERM, or because nobody used it. */
async function untilStopped(
  server: Awaited<ReturnType<typeof startLoopbackServer>>,
  onEnter: () => void,
): Promise<void> {
  const stop = () => void server.close();
  const keyboard = createInterface({ input: process.stdin }).on('line', onEnter);
  // An Enter that never comes, as from a script, is no reason to end.
  process.stdin.on('error', () => keyboard.close());
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    await server.closed;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    keyboard.close();
    process.stdin.unref?.();
  }
}
