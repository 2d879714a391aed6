/** `npm run db:generate`: writes core/db/database.types.ts from the migrations; `--check` only compares. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { RECORD_TABLE } from '../../core/db/migration-plan.ts';
import { openDatabase } from '../../core/db/open.ts';
import { EaselError } from '../../shared/errors.ts';
import { appVersion, runScript, say } from './target.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FILE = 'core/db/database.types.ts';

/** What only the runner knows, and the index of the history, which PostgreSQL does not have. */
const LEFT_OUT = `{${RECORD_TABLE},history_*}`;

const HEADER = `/** The tables as TypeScript, generated from the migrations by \`npm run db:generate\`. Do not edit. */
import type { ColumnType } from 'kysely';

/** Read as a Buffer; any byte array can be written. */
export type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;

`;

await runScript(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
  const generated = await generate();
  const target = join(ROOT, FILE);
  if (!values.check) {
    writeFileSync(target, generated);
    say(`Wrote ${FILE}.`);
    return;
  }
  if (readFileSync(target, 'utf8') !== generated) {
    throw new EaselError('USAGE_INVALID', {
      reason: `${FILE} does not match the migrations: run "npm run db:generate".`,
    });
  }
  say(`${FILE} matches the migrations.`);
});

async function generate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'easel-generate-'));
  try {
    const database = join(folder, 'fresh.db');
    const handle = await openDatabase({
      url: pathToFileURL(database).href,
      platform: process.platform,
      now: Date.now,
      appVersion: appVersion(),
    });
    await handle.close();
    return format(HEADER + declarations(database, join(folder, 'types.ts')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What kysely-codegen says, from its first declaration on, in our words for bytes and the whole. */
function declarations(database: string, outFile: string): string {
  const program = join(ROOT, 'node_modules', 'kysely-codegen', 'dist', 'cli', 'bin.js');
  const options = ['--dialect', 'sqlite', '--url', database, '--out-file', outFile, '--log-level', 'error'];
  execFileSync(process.execPath, [program, ...options, '--exclude-pattern', LEFT_OUT], { cwd: ROOT });
  const text = readFileSync(outFile, 'utf8');
  return text
    .slice(text.indexOf('export type Generated'))
    .replaceAll(/: Buffer\b/g, ': Bytes')
    .replace('export interface DB {', 'export interface Database {');
}

function format(source: string): string {
  const program = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const options = ['format', `--stdin-file-path=${FILE}`];
  return execFileSync(process.execPath, [program, ...options], {
    cwd: ROOT,
    input: source,
    encoding: 'utf8',
  });
}
