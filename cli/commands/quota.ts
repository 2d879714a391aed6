/** `easel quota`: what is left of each hourly quota. */
import { QUOTA_ACTIONS } from '../../core/features/quotas/quota.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { printJson, printTable } from '../terminal/table.ts';
import { withApp } from '../with-app.ts';

export function quotaCommand(globals: GlobalOptions, { json }: { json: boolean }): Promise<ExitCode> {
  return withApp(globals, async (app) => {
    const rows = await Promise.all(
      QUOTA_ACTIONS.map(async (action) => ({ action, ...(await app.quotas.status(app.holder, action)) })),
    );
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
