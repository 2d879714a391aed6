/** Opens the app for one command and closes it, however the command ends. */
import type { ExitCode } from './exit-codes.ts';
import { type OpenedApp, openApp } from './host.ts';
import type { GlobalOptions } from './main.ts';

export async function withApp(
  globals: GlobalOptions,
  command: (app: OpenedApp) => Promise<ExitCode>,
): Promise<ExitCode> {
  const app = await openApp(globals);
  try {
    return await command(app);
  } finally {
    await app.close();
  }
}
