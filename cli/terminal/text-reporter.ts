/** Progress and results for a person: a bar on a terminal, plain lines elsewhere, failures grouped by cause at the end. */
import { SingleBar } from 'cli-progress';
import { ERRORS, type ErrorCode } from '../../shared/errors.ts';
import type { ItemReport, JobSummary } from '../../shared/job.ts';
import type { Reporter } from './reporter.ts';
import { bytes, duration, plural } from './words.ts';

/** Files named per cause before the rest is only counted. */
const NAMED_FILES = 5;

interface ToldFile {
  readonly file: string;
  readonly message: string;
}

export function createTextReporter(): Reporter {
  const out = process.stderr;
  const bar = out.isTTY ? createBar() : null;
  const startedAt = performance.now();
  const causes = new Map<ErrorCode, ToldFile[]>();
  const warnings = new Map<string, string[]>();
  let done = 0;
  let failed = 0;

  return {
    onStart: ({ total }) => {
      if (bar) bar.start(total, 0, { rate: '–', left: '', failed: '' });
      else out.write(`${plural(total, 'image')}\n`);
    },
    onReport: (report) => {
      if (report.status !== 'waiting') done += 1;
      if (report.status === 'failed') failed += 1;
      remember(report);
      const perSecond = done / ((performance.now() - startedAt) / 1000);
      const total = bar?.getTotal() ?? 0;
      bar?.update(done, {
        rate: `${perSecond.toFixed(1)} images/s`,
        left: done < total ? ` · ${duration(((total - done) / perSecond) * 1000)} left` : '',
        failed: failed > 0 ? ` · ${failed} failed` : '',
      });
    },
    onSleep: (reason) => out.write(`\n${reason.message}\n`),
    onEnd: ({ summary, stopped }) => {
      bar?.stop();
      for (const [code, files] of causes) out.write(describeCause(code, files));
      for (const [sentence, files] of warnings)
        out.write(`Note: ${sentence} (${plural(files.length, 'image')})\n`);
      out.write(`${describeSummary(summary)}\n`);
      if (stopped !== null) {
        out.write(`${stopped.message}\n${ERRORS[stopped.code].remedy}\n`);
        out.write(`Go on with: easel resume ${summary.job}\n`);
      }
    },
    close: () => bar?.stop(),
  };

  function remember(report: ItemReport): void {
    for (const { warnings: sentences } of report.outputs) {
      for (const sentence of sentences)
        warnings.set(sentence, [...(warnings.get(sentence) ?? []), report.input]);
    }
    const told = report.status === 'failed' || (report.status === 'skipped' && !isRoutine(report));
    if (report.error === undefined || !told) return;
    const { code, message } = report.error;
    causes.set(code, [...(causes.get(code) ?? []), { file: report.input, message }]);
  }
}

/** Skipped as a matter of course: counted, without a line of its own. */
const ROUTINE: ReadonlySet<ErrorCode> = new Set(['OUTPUT_UP_TO_DATE', 'OUTPUT_EXISTS', 'INPUT_NOT_AN_IMAGE']);

function isRoutine({ error }: ItemReport): boolean {
  return error !== undefined && ROUTINE.has(error.code);
}

/** One cause with its files: said once when it is the same for all, per file when each has its own reason. */
function describeCause(code: ErrorCode, files: readonly ToldFile[]): string {
  const [first] = files;
  const same = files.every(({ message }) => message === first?.message);
  const head = same ? `${first?.message} (${code})` : `${plural(files.length, 'image')}: ${code}`;
  const named = files
    .slice(0, NAMED_FILES)
    .map(({ file, message }) => (same ? `  ${file}\n` : `  ${file}\n    ${message}\n`));
  const rest = files.length - NAMED_FILES;
  const more = rest > 0 ? `  and ${plural(rest, 'more image', 'more images')}\n` : '';
  return `\n${head}\n${named.join('')}${more}  → ${ERRORS[code].remedy}\n`;
}

function describeSummary(summary: JobSummary): string {
  const parts = [
    summary.written > 0 || summary.skipped + summary.failed + summary.keptOriginal === 0
      ? `${summary.written.toLocaleString('en')} written`
      : '',
    summary.keptOriginal > 0 ? `${summary.keptOriginal} kept as they were, already smaller` : '',
    summary.skipped > 0 ? `${summary.skipped} skipped` : '',
    summary.failed > 0 ? `${summary.failed} failed` : '',
    summary.waiting > 0 ? `${summary.waiting} waiting` : '',
    summary.bytesOut > 0 ? `${bytes(summary.bytesIn)} → ${bytes(summary.bytesOut)}` : '',
    duration(summary.ms),
  ];
  return parts.filter(Boolean).join(' · ');
}

function createBar(): SingleBar {
  return new SingleBar({
    format: ' {bar} {value} of {total} · {rate}{left}{failed}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    stream: process.stderr,
  });
}
