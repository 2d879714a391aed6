/** Opens the app for one command and closes it, however the command ends. */
import type { LocalClient } from '../core/rpc/local-client.ts';
import type { ExitCode } from './exit-codes.ts';
import { openClient } from './host.ts';
import type { GlobalOptions } from './main.ts';

export async function withApp(
  globals: GlobalOptions,
  command: (easel: LocalClient) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { client, close } = await openClient(globals);
  try {
    return await command(client);
  } finally {
    await close();
  }
}
