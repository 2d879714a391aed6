/** `easel quota`: what is left of each hourly quota. */
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { printJson, printTable } from '../terminal/table.ts';
import { withApp } from '../with-app.ts';

export function quotaCommand(globals: GlobalOptions, { json }: { json: boolean }): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const rows = await easel.quotas.status();
    if (json) printJson(rows);
    else {
      printTable(
        rows.map(({ action, limit, used, remaining }) => [
          action,
          limit === null ? `${used} used this hour, no limit` : `${remaining} of ${limit} left this hour`,
        ]),
      );
    }
    return EXIT.ok;
  });
}
