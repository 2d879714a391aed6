/** The composition root: everything Easel can do, built once from what a host provides. */
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { DEFAULT_INPUT_LIMITS } from '../shared/engine.ts';
import type { Database } from './db/database.types.ts';
import type { DatabaseHandle } from './db/handle.ts';
import { openDatabase } from './db/open.ts';
import type { Engine } from './engine/engine.ts';
import { dailyDifferences, recordDaily } from './features/analytics/analytics.service.ts';
import { type AuditEvent, createAuditLog } from './features/audit/audit.service.ts';
import { verifyStoredLog } from './features/audit/verify-stored.ts';
import { ensureDevice } from './features/device/device.service.ts';
import { createImagesService, type ImagesService } from './features/images/images.service.ts';
import { createQuotaGate } from './features/images/quota-gate.ts';
import { createRecorder } from './features/images/recorder.ts';
import { loadBuiltinPresets } from './features/presets/builtin-presets.ts';
import { createPresetsService, type PresetsService } from './features/presets/presets.service.ts';
import { createQuotas, type QuotaHolder, type Quotas } from './features/quotas/quotas.service.ts';
import { createSettings, type Settings, type SettingsCaller } from './features/settings/settings.service.ts';
import { appendOutbox, ensureLocalStream, outboxGaps } from './features/sync/outbox.service.ts';
import { recordUsage } from './features/usage/usage.repository.ts';
import { createIds } from './ids.ts';

/** What differs between the desktop, the command line and a server. */
export interface AppDeps {
  /** `file:…` or `postgres://…`. */
  readonly databaseUrl: string;
  readonly appVersion: string;
  /** Absolute path of the `resources` folder. */
  readonly resourcesFolder: string;
  readonly platform: NodeJS.Platform;
  /** Already starting, so that its start-up and the database's overlap. */
  readonly engine: Engine;
  readonly surface: AuditEvent['surface'];
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds that no clock change moves. */
  readonly monotonic: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Local date and time for names: `2026-11-23`, `14-05-09`. */
  readonly localStamp: () => { readonly date: string; readonly time: string };
  /** A moment in words, for messages. */
  readonly formatTime: (epochMs: number) => string;
  readonly pid: number;
  readonly isProcessAlive: (pid: number) => boolean;
}

export interface App {
  readonly database: DatabaseHandle;
  readonly engine: Engine;
  readonly installId: string;
  readonly images: ImagesService;
  readonly presets: PresetsService;
  readonly settings: Settings;
  readonly quotas: Quotas;
  /** Who sits here while nobody is logged in. */
  readonly caller: SettingsCaller;
  readonly holder: QuotaHolder;
  /** Whether the records agree with each other; reads all of them. */
  readonly checkRecords: () => Promise<RecordsReport>;
  readonly close: () => Promise<void>;
}

export interface RecordsReport {
  readonly audit: Awaited<ReturnType<typeof verifyStoredLog>>;
  /** Streams of the outbox with a number missing. */
  readonly outboxGaps: number;
  /** Daily sums that are not those of the history. */
  readonly wrongSums: number;
}

export async function createApp(deps: AppDeps): Promise<App> {
  const { engine, now, monotonic } = deps;
  const database = await openDatabase({
    url: deps.databaseUrl,
    platform: deps.platform,
    appVersion: deps.appVersion,
    now,
  });
  const db: Kysely<Database> = database.db;
  const ids = createIds({ now, randomBytes: deps.randomBytes });
  const { installId } = await ensureDevice(db, { ids, now });
  const { streamId } = await ensureLocalStream(db, { deviceId: installId, ids });
  const audit = createAuditLog({
    logId: installId,
    bootId: ids.next(),
    now,
    mono: monotonic,
    ids,
    randomBytes: deps.randomBytes,
  });
  const settings = createSettings({ db, now, ids, audit });
  const quotas = await createQuotas({ db, now, mono: monotonic, settings });
  const subject = `device:${installId}`;
  const holder: QuotaHolder = { subject, role: 'ANONYMOUS' };
  const caller: SettingsCaller = {
    actor: { ref: subject, role: 'ANONYMOUS', session: null },
    surface: deps.surface,
    userId: null,
    requestId: '',
  };
  const presets = createPresetsService({
    db,
    builtins: await loadBuiltinPresets(join(deps.resourcesFolder, 'presets')),
    clock: now,
  });

  const { values } = await settings.snapshot();
  engine.configure({ memoryMb: values['engine.memoryMb'], recycleAfter: values['engine.recycleAfter'] });
  const images = createImagesService({
    ...deps,
    db,
    ids,
    subject,
    deviceId: installId,
    readLimits: async () => {
      const current = (await settings.snapshot()).values;
      return {
        limits: {
          ...DEFAULT_INPUT_LIMITS,
          maxPixels: current['limits.maxMegapixels'] * 1_000_000,
          maxPages: current['limits.maxPages'],
        },
        fileSeconds: current['engine.fileSeconds'],
        lookMs: current['engine.fileSeconds'] * 10_000,
      };
    },
    record: createRecorder({
      db,
      ids,
      now,
      pid: deps.pid,
      engineVersions: engine.versions,
      subject,
      deviceId: installId,
      surface: deps.surface,
      audit,
      recordDaily,
      recordUsage: (trx, usages) => recordUsage(trx, { ids, usages }),
      appendOutbox: (trx, events) => appendOutbox(trx, { streamId, ids }, events),
    }),
    quotaFor: (options) =>
      createQuotaGate(
        {
          now,
          quotas,
          holder,
          formatTime: deps.formatTime,
        },
        options,
      ),
  });

  return {
    database,
    engine,
    installId,
    images,
    presets,
    settings,
    quotas,
    caller,
    holder,
    checkRecords: async () => ({
      audit: await verifyStoredLog(db, installId),
      outboxGaps: (await outboxGaps(db)).length,
      wrongSums: (await dailyDifferences(db)).length,
    }),
    close: async () => {
      await engine.close();
      await database.close();
    },
  };
}
