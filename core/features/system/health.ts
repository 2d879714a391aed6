/** Is this installation well: the engine on every format, the database, and the records against each other. */
import { sql } from 'kysely';
import type { Finding, HealthReport } from '../../../shared/contract/system.ts';
import type { EngineResult } from '../../../shared/engine.ts';
import { toFailure } from '../../../shared/errors.ts';
import type { DatabaseHandle } from '../../db/handle.ts';
import type { Engine } from '../../engine/engine.ts';

export interface HealthDeps {
  readonly database: DatabaseHandle;
  readonly engine: Engine;
  readonly appVersion: string;
  readonly nodeVersion: string;
  readonly dataFolder: string;
  readonly installId: string;
  readonly checkRecords: () => Promise<RecordsReport>;
}

export interface RecordsReport {
  readonly audit: {
    readonly ok: boolean;
    readonly size: number;
    readonly firstBadSeq: number | null;
    readonly reason: string | null;
  };
  /** Streams of the outbox with a number missing. */
  readonly outboxGaps: number;
  /** Daily sums that are not those of the history. */
  readonly wrongSums: number;
}

export interface Health {
  /** Reads all records. */
  readonly examine: () => Promise<HealthReport>;
}

/** What each pragma must answer for the promises about data to hold. */
const PRAGMAS: Readonly<Record<string, string>> = {
  journal_mode: 'wal',
  synchronous: '2',
  foreign_keys: '1',
  recursive_triggers: '1',
  trusted_schema: '0',
};

export function createHealth(deps: HealthDeps): Health {
  return {
    examine: async () => {
      const { versions, tests } = await testEngine(deps.engine);
      const database = [
        ...(await inspectDatabase(deps.database)),
        ...inspectRecords(await deps.checkRecords()),
      ];
      return {
        healthy: tests.every(({ ok }) => ok) && database.every(({ ok }) => ok),
        versions: { easel: deps.appVersion, node: deps.nodeVersion, ...versions },
        dataFolder: deps.dataFolder,
        installation: deps.installId,
        database,
        engine: { slots: deps.engine.slots, tests },
      };
    },
  };
}

/** A dead engine is a finding too: the rest of the report may say why. */
async function testEngine(engine: Engine): Promise<EngineResult<'selfTest'>> {
  try {
    return await engine.run('selfTest', {});
  } catch (error) {
    const versions = { sharp: 'not loaded', libvips: 'not loaded', pipeline: 0 };
    return {
      versions,
      tests: [{ format: 'jpeg', direction: 'write', ok: false, detail: toFailure(error).message }],
    };
  }
}

async function inspectDatabase(database: DatabaseHandle): Promise<readonly Finding[]> {
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
function inspectRecords({ audit, outboxGaps, wrongSums }: RecordsReport): readonly Finding[] {
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
