/** `easel check`: does a file keep a platform's rules? */
import { resolve } from 'node:path';
import { toFailure } from '../../shared/errors.ts';
import type { ComplianceReport } from '../../shared/job.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { printLine } from '../terminal/table.ts';
import { withApp } from '../with-app.ts';

interface CheckOptions {
  readonly preset: string;
  readonly json: boolean;
}

export function checkCommand(
  globals: GlobalOptions,
  files: readonly string[],
  { preset: id, json }: CheckOptions,
): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    // A preset that does not exist is said once, not for every file.
    await easel.presets.get({ id });
    let allPassed = true;
    for (const file of files) {
      try {
        for (const told of await easel.images.check({ path: resolve(file), preset: id })) {
          const report = { ...told, input: file };
          allPassed &&= report.broken.length === 0;
          if (json)
            printLine(JSON.stringify({ type: 'check', passed: report.broken.length === 0, ...report }));
          else printReport(report);
        }
      } catch (error) {
        const { code, message } = toFailure(error);
        allPassed = false;
        if (json)
          printLine(
            JSON.stringify({
              type: 'check',
              input: file,
              preset: id,
              passed: false,
              error: { code, message },
            }),
          );
        else printLine(`✗ ${file}: ${message} (${code})`);
      }
    }
    return allPassed ? EXIT.ok : EXIT.someFailed;
  });
}

function printReport({ input, variant, kept, of, broken }: ComplianceReport): void {
  const name = variant ? `${input} (${variant})` : input;
  printLine(`${broken.length === 0 ? '✓' : '✗'} ${name}: ${kept} of ${of} rules kept`);
  for (const { message } of broken) printLine(`    ${message}`);
}
