/** Which database the scripts of this folder work on, and how they speak and fail. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import { resolveDataDir } from '../../core/db/data-dir.ts';
import { databaseUrl, type OpenDatabaseOptions, sqlitePath } from '../../core/db/open.ts';
import { EaselError, ERRORS } from '../../shared/errors.ts';

export interface Target {
  readonly url: string;
  /** The file, when the URL names a SQLite database. */
  readonly path: string | undefined;
  /** For messages: never a password. */
  readonly label: string;
  readonly open: OpenDatabaseOptions;
}

/** `flags`: switches a script has besides --data-dir, without dashes. */
export function readCommandLine(...flags: readonly string[]): {
  readonly target: Target;
  readonly has: (flag: string) => boolean;
} {
  const options: ParseArgsOptionsConfig = { 'data-dir': { type: 'string' } };
  for (const flag of flags) options[flag] = { type: 'boolean' };
  const { values } = parseArgs({ options, strict: true });
  const dataDir = values['data-dir'];
  return {
    target: resolveTarget(typeof dataDir === 'string' ? dataDir : undefined),
    has: (flag) => values[flag] === true,
  };
}

/** --data-dir wins over DATABASE_URL, which wins over EASEL_DATA_DIR and the folder of the platform. */
function resolveTarget(flag: string | undefined): Target {
  const { env, platform } = process;
  const dataDir = resolve(resolveDataDir({ flag, env, platform, home: homedir() }));
  const url = flag === undefined && env.DATABASE_URL ? env.DATABASE_URL : databaseUrl(dataDir);
  const path = sqlitePath(url);
  const open = { url, platform, now: Date.now, appVersion: appVersion() };
  return { url, path, label: path ?? withoutPassword(url), open };
}

export function appVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}

/** For scripts that make things up or throw things away. */
export function refuseProduction(): void {
  if (process.env.NODE_ENV !== 'production') return;
  throw new EaselError('USAGE_INVALID', { reason: 'This script does not run with NODE_ENV=production.' });
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a script; what fails is told in a sentence, and decides the exit code. */
export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.exitCode = tellFailure(error);
  }
}

function tellFailure(error: unknown): number {
  if (error instanceof EaselError) {
    const { remedy, exit } = ERRORS[error.code];
    // Wrong use says in its own words what to do; the remedy speaks of the `easel` command.
    process.stderr.write(
      error.code === 'USAGE_INVALID' ? `${error.message}\n` : `${error.message}\n${remedy}\n`,
    );
    return exit;
  }
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 4;
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
