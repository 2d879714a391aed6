/** `easel doctor`: is this installation well? */
import { sql } from 'kysely';
import type { EngineResult } from '../../shared/engine.ts';
import { toFailure } from '../../shared/errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { dataDirOf, type OpenedApp } from '../host.ts';
import type { GlobalOptions } from '../main.ts';
import { printJson, printLine, printTable } from '../terminal/table.ts';
import { APP_VERSION } from '../version.ts';
import { withApp } from '../with-app.ts';

/** What each pragma must answer for the promises about data to hold. */
const PRAGMAS: Readonly<Record<string, string>> = {
  journal_mode: 'wal',
  synchronous: '2',
  foreign_keys: '1',
  recursive_triggers: '1',
  trusted_schema: '0',
};

export function doctorCommand(globals: GlobalOptions, { json }: { json: boolean }): Promise<ExitCode> {
  return withApp(globals, async (app) => {
    const { versions, tests } = await testEngine(app);
    const database = [...(await inspectDatabase(app)), ...(await inspectRecords(app))];
    const healthy = tests.every(({ ok }) => ok) && database.every(({ ok }) => ok);
    const report = {
      healthy,
      versions: { easel: APP_VERSION, node: process.versions.node, ...versions },
      dataFolder: dataDirOf(globals),
      installation: app.installId,
      database,
      engine: { slots: app.engine.slots, tests },
    };
    if (json) printJson(report);
    else printReport(report);
    return healthy ? EXIT.ok : EXIT.internal;
  });
}

/** A dead engine is a finding too: the rest of the report may say why. */
async function testEngine(app: OpenedApp): Promise<EngineResult<'selfTest'>> {
  try {
    return await app.engine.run('selfTest', {});
  } catch (error) {
    const versions = { sharp: 'not loaded', libvips: 'not loaded', pipeline: 0 };
    return {
      versions,
      tests: [{ format: 'jpeg', direction: 'write', ok: false, detail: toFailure(error).message }],
    };
  }
}

interface DatabaseFinding {
  readonly name: string;
  readonly value: string;
  readonly ok: boolean;
}

async function inspectDatabase({ database }: OpenedApp): Promise<readonly DatabaseFinding[]> {
  if (database.dialect === 'postgres') {
    const { rows } = await sql<{ version: string }>`select version()`.execute(database.db);
    return [{ name: 'server', value: rows[0]?.version ?? 'unknown', ok: true }];
  }
  const { raw } = database;
  const pragmas = Object.entries(PRAGMAS).map(([name, wanted]) => {
    const value = String(raw.pragma(name, { simple: true }));
    return { name, value, ok: value === wanted };
  });
  const check = String(raw.pragma('quick_check(1)', { simple: true }));
  const { version } = raw.prepare('select sqlite_version() as version').get() as { version: string };
  return [
    { name: 'sqlite', value: version, ok: true },
    ...pragmas,
    { name: 'quick_check', value: check, ok: check === 'ok' },
  ];
}

/** The records prove each other: the audit chain, the outbox's numbers, the daily sums. */
async function inspectRecords(app: OpenedApp): Promise<readonly DatabaseFinding[]> {
  const { audit, outboxGaps, wrongSums } = await app.checkRecords();
  const broken = `broken at ${audit.firstBadSeq ?? 'its head'} (${audit.reason})`;
  return [
    { name: 'audit log', value: audit.ok ? `${audit.size} events, unbroken` : broken, ok: audit.ok },
    { name: 'outbox', value: outboxGaps === 0 ? 'gapless' : 'numbers missing', ok: outboxGaps === 0 },
    {
      name: 'daily sums',
      value: wrongSums === 0 ? 'equal to the history' : `${wrongSums} differ`,
      ok: wrongSums === 0,
    },
  ];
}

function printReport(report: {
  readonly healthy: boolean;
  readonly versions: Readonly<Record<string, string | number>>;
  readonly dataFolder: string;
  readonly database: readonly DatabaseFinding[];
  readonly engine: {
    readonly slots: number;
    readonly tests: readonly { format: string; direction: string; ok: boolean; detail: string }[];
  };
}): void {
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
