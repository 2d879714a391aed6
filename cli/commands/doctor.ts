/** `easel doctor`: is this installation well? */
import type { HealthReport } from '../../shared/contract/system.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../main.ts';
import { printJson, printLine, printTable } from '../terminal/table.ts';
import { withApp } from '../with-app.ts';

export function doctorCommand(globals: GlobalOptions, { json }: { json: boolean }): Promise<ExitCode> {
  return withApp(globals, async (easel) => {
    const report = await easel.system.doctor();
    if (json) printJson(report);
    else printReport(report);
    return report.healthy ? EXIT.ok : EXIT.internal;
  });
}

function printReport(report: HealthReport): void {
  const mark = (ok: boolean) => (ok ? '✓' : '✗');
  printTable(Object.entries(report.versions).map(([name, value]) => [name, String(value)]));
  printLine();
  printLine(`Data folder  ${report.dataFolder}`);
  printTable(report.database.map(({ name, value, ok }) => [mark(ok), name, value]));
  printLine();
  printLine(`Engine, ${report.engine.slots} files at a time`);
  printTable(
    report.engine.tests.map(({ format, direction, ok, detail }) => [mark(ok), direction, format, detail]),
  );
  printLine();
  printLine(report.healthy ? 'All well.' : 'Something is wrong: see the lines marked ✗.');
}
