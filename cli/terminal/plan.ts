/** One source of a rehearsal, told. */
import type { PlannedReport } from '../../shared/job.ts';

const WORDS = { write: 'would write', replace: 'would replace', skip: 'would skip', fail: 'cannot' } as const;

export function printPlan(report: PlannedReport, { json }: { readonly json: boolean }): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return;
  }
  process.stdout.write(`${report.input}\n`);
  for (const output of report.outputs) {
    const size = output.width === null ? '' : ` ${output.width} × ${output.height} ${output.format}`;
    const reason = output.error === undefined ? '' : ` (${output.error.message})`;
    process.stdout.write(`  ${WORDS[output.action]} ${output.path ?? output.preset}${size}${reason}\n`);
  }
}
