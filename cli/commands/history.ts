/** `easel history`: what was processed, newest first. */
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { printLine, printTable } from '../terminal/table.ts';
import { bytes } from '../terminal/words.ts';
import { withApp } from '../with-app.ts';

interface HistoryOptions {
  readonly json: boolean;
  readonly limit: number;
}

export function historyCommand(globals: GlobalOptions, { json, limit }: HistoryOptions): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const { entries } = await easel.history.list({ limit });
    if (json) for (const entry of entries) printLine(JSON.stringify(entry));
    else if (entries.length === 0) printLine('Nothing has been processed yet.');
    else {
      printTable(
        entries.map((entry) => [
          new Date(entry.at).toLocaleString(),
          entry.outcome,
          entry.preset + (entry.variant ? `/${entry.variant}` : ''),
          entry.bytesOut === null ? '' : `${bytes(entry.bytesIn ?? 0)} → ${bytes(entry.bytesOut)}`,
          entry.output ?? `${entry.input}: ${entry.error?.message ?? ''}`,
        ]),
      );
    }
    return EXIT.ok;
  });
}
