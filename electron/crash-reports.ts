/**
 * Notes on what went down, kept on this computer only. A note says what kind of process ended and how: no paths, no
 * file names, no addresses, no messages, because those can name people.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { App, CrashReporter } from 'electron';

export interface CrashReportsDeps {
  readonly app: App;
  readonly crashReporter: Pick<CrashReporter, 'start'>;
  /** Absolute; made when it is missing. */
  readonly folder: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface CrashReports {
  readonly logFile: string;
  /** Notes an error of the main process. */
  readonly note: (error: unknown) => void;
}

interface CrashNote {
  readonly process: 'main' | 'page' | 'child';
  /** Which child: GPU, utility and so on. */
  readonly type?: string;
  readonly reason: string;
  readonly exitCode?: number;
}

/** The file before it is kept once. Bytes. */
const LARGEST_LOG = 1_000_000;

export function startCrashReports({ app, crashReporter, folder, now }: CrashReportsDeps): CrashReports {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('crashDumps', join(folder, 'dumps'));
  crashReporter.start({ uploadToServer: false });
  const logFile = join(folder, 'crashes.log');

  function write(note: CrashNote): void {
    const line = JSON.stringify({ at: new Date(now()).toISOString(), version: app.getVersion(), ...note });
    try {
      if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG) {
        renameSync(logFile, `${logFile}.1`);
      }
      appendFileSync(logFile, `${line}\n`, { mode: 0o600 });
    } catch {
      // A full or read-only disk must not bring down what still runs.
    }
  }

  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') write({ process: 'page', reason, exitCode });
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') write({ process: 'child', type, reason, exitCode });
  });
  return { logFile, note: (error) => write({ process: 'main', reason: kindOf(error) }) };
}

/** The kind of an error and its code, and where in the code it came from, without its words. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  const place = /([\w.-]+\.c?js:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1];
  return `${error.name}${code}${place ? ` at ${place}` : ''}`;
}
