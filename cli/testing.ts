/** For tests: the real command line as a child process, a folder of its own, and real photos. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSqlite } from '../core/db/open-sqlite.ts';

const ENTRY = join(dirname(fileURLToPath(import.meta.url)), 'easel.mjs');

export interface CliResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON lines. */
  readonly lines: () => readonly JsonLine[];
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into JSON whose shape is what they test.
export type JsonLine = any;

export interface Sandbox {
  readonly folder: string;
  readonly path: (...parts: string[]) => string;
  readonly start: (...args: string[]) => RunningCli;
  readonly run: (...args: string[]) => Promise<CliResult>;
  /** The database, for looking only. */
  readonly database: () => ReturnType<typeof openSqlite>;
  readonly remove: () => Promise<void>;
}

export interface RunningCli {
  readonly child: ChildProcess;
  readonly ended: Promise<CliResult>;
  /** SIGKILL to the process and everything it started. */
  readonly killTree: () => void;
}

export async function createSandbox(): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'easel-cli-'));
  const dataDir = join(folder, 'data');
  const start = (...args: string[]): RunningCli => {
    const child = spawn(process.execPath, [ENTRY, '--data-dir', dataDir, ...args], {
      // A process group of its own, so that it can be killed as one.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', DATABASE_URL: '' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const ended = new Promise<CliResult>((resolve) => {
      child.on('close', (code) => resolve({ code, stdout, stderr, lines: () => parseLines(stdout) }));
    });
    return {
      child,
      ended,
      killTree: () => {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      },
    };
  };
  return {
    folder,
    path: (...parts) => join(folder, ...parts),
    start,
    run: (...args) => start(...args).ended,
    database: () =>
      openSqlite({ path: join(dataDir, 'easel.db'), platform: process.platform, readonly: true }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function parseLines(text: string): readonly JsonLine[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Every file below a folder, as sorted paths relative to it. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
