/** The composition root: everything Easel can do, built once from what a host provides. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Surface } from '../shared/contract/action.ts';
import { DEFAULT_INPUT_LIMITS } from '../shared/engine.ts';
import type { Caller } from './caller.ts';
import type { Database } from './db/database.types.ts';
import type { DatabaseHandle } from './db/handle.ts';
import { openDatabase } from './db/open.ts';
import type { DesktopPort } from './desktop-port.ts';
import type { Engine } from './engine/engine.ts';
import { dailyDifferences, recordDaily } from './features/analytics/analytics.service.ts';
import { createAuditLog } from './features/audit/audit.service.ts';
import { verifyStoredLog } from './features/audit/verify-stored.ts';
import { ensureDevice } from './features/device/device.service.ts';
import { createHistory } from './features/history/history.service.ts';
import { createImagesService } from './features/images/images.service.ts';
import { createJobsService } from './features/images/jobs.service.ts';
import { findOutputByPath } from './features/images/processings.repository.ts';
import { createQuotaGate } from './features/images/quota-gate.ts';
import { createRecorder } from './features/images/recorder.ts';
import { createPreferences } from './features/preferences/preferences.service.ts';
import { loadBuiltinPresets } from './features/presets/builtin-presets.ts';
import { createPresetsService } from './features/presets/presets.service.ts';
import { createPreviews, type Previews } from './features/previews/previews.service.ts';
import { createQuotas, type QuotaHolder } from './features/quotas/quotas.service.ts';
import { createSettings } from './features/settings/settings.service.ts';
import { createSources, type Sources } from './features/sources/sources.service.ts';
import { appendOutbox, ensureLocalStream, outboxGaps } from './features/sync/outbox.service.ts';
import { createHealth } from './features/system/health.ts';
import { recordUsage } from './features/usage/usage.repository.ts';
import { createAllowedPaths } from './files/allowed-paths.ts';
import { createIds } from './ids.ts';
import type { CallContext } from './rpc/call-context.ts';
import type { OpenStreams } from './rpc/call-path.ts';
import { createRouter, type Router } from './rpc/router.ts';

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
  /** How this host's people come in. */
  readonly surface: Surface;
  readonly nodeVersion: string;
  /** Database, secrets, uploads: what must not be lost. */
  readonly dataFolder: string;
  /** Thumbnails and previews: what can be made again. */
  readonly cacheFolder: string;
  /** Of the person who runs this process. */
  readonly homeFolder: string;
  /** Where results go when nobody chose a folder. */
  readonly suggestedOutputFolder: string;
  /** Folders files may come from and go to; null: wherever this process may read and write. */
  readonly roots: readonly string[] | null;
  /** Moves a file to the system's trash; rejects where there is none. */
  readonly trash: (path: string) => Promise<void>;
  /** Null where there is no desktop around the app. */
  readonly desktop: DesktopPort | null;
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
  readonly engine: Engine;
  readonly router: Router;
  /** Who calls over this surface while nobody is signed in. */
  readonly contextFor: (surface: Surface) => CallContext;
  /** Pictures for the interface. */
  readonly media: Pick<Previews, 'open'>;
  /** Takes uploads. */
  readonly sources: Pick<Sources, 'receive'>;
  readonly database: DatabaseHandle;
  /** Requests that a host turned away before they were calls. */
  readonly recordRefusal: (refusal: Refusal) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Refusal {
  /** What was wrong, in a word or two of the host's own. */
  readonly reason: string;
  readonly count: number;
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
    onAppended: (trx, bodies) => appendOutbox(trx, { streamId, ids }, auditFacts(bodies, now())),
  });
  const settings = createSettings({ db, now, ids, audit });
  const quotas = await createQuotas({ db, now, mono: monotonic, settings });
  const subject = `device:${installId}`;
  const holder: QuotaHolder = { subject, role: 'ANONYMOUS' };
  const contextFor = (surface: Surface): CallContext => ({ caller: anonymous(subject, surface) });
  const inboxFolder = join(deps.dataFolder, 'inbox');
  const allowed = createAllowedPaths(deps.roots && [...deps.roots, inboxFolder]);
  const presets = createPresetsService({
    db,
    builtins: await loadBuiltinPresets(join(deps.resourcesFolder, 'presets')),
    clock: now,
  });

  const { values } = await settings.snapshot();
  engine.configure({ memoryMb: values['engine.memoryMb'], recycleAfter: values['engine.recycleAfter'] });
  const readLimits = async () => {
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
  };
  const images = createImagesService({ engine, readLimits });
  const jobs = createJobsService({
    ...deps,
    db,
    allowed,
    ids,
    subject,
    deviceId: installId,
    readLimits,
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

  const sources = createSources({
    engine,
    allowed,
    inboxFolder,
    homeFolder: deps.homeFolder,
    readLimits,
    now,
  });
  const { cacheFolder } = deps;
  const previews = createPreviews({ engine, sources, allowed, cacheFolder, readLimits, now });
  const checkRecords = async () => ({
    audit: await verifyStoredLog(db, installId),
    outboxGaps: (await outboxGaps(db)).length,
    wrongSums: (await dailyDifferences(db)).length,
  });
  // A page's uploads are of use while it is open; a week is longer than any page.
  if (deps.surface !== 'cli') sources.sweepInbox(INBOX_KEEPS_MS).catch(() => undefined);
  const openStreams: OpenStreams = new Set();
  const router = createRouter({
    ...deps,
    openStreams,
    db,
    ids,
    audit,
    allowed,
    owner: OWNER,
    holder,
    findPreset: async (id) => (await presets.get(OWNER, id)).preset,
    isOutput: async (path) => (await findOutputByPath(db, path)) !== null,
    health: createHealth({ ...deps, database, engine, installId, checkRecords }),
    history: createHistory({ db, subject, lookForFile }),
    images,
    info: {
      version: deps.appVersion,
      platform: deps.platform,
      installId,
      dataFolder: deps.dataFolder,
      suggestedOutputFolder: deps.suggestedOutputFolder,
      roots: deps.roots,
      desktop: deps.desktop !== null,
    },
    jobs,
    preferences: createPreferences({ db, now }),
    presets,
    previews,
    quotas,
    settings,
    sources,
  });

  return {
    engine,
    router,
    contextFor,
    media: previews,
    sources,
    database,
    recordRefusal: ({ reason, count }) =>
      db.transaction().execute(async (trx) => {
        const { caller } = contextFor(deps.surface);
        await audit.append(trx, [
          {
            ...caller,
            action: 'loopback.refused',
            outcome: 'denied',
            resourceId: null,
            reason: 'REQUEST_REFUSED',
            detail: { subject: null, data: { reason, count } },
          },
        ]);
      }),
    close: async () => {
      await jobs.close();
      for (const record of openStreams) await record();
      await previews.close();
      await engine.close();
      await database.close();
    },
  };
}

const INBOX_KEEPS_MS = 7 * 86_400_000;

/** Presets and preferences made while nobody is signed in belong to the computer. */
const OWNER = 'device';

function anonymous(subject: string, surface: Surface): Caller {
  return {
    actor: { ref: subject, role: 'ANONYMOUS', session: null },
    surface,
    userId: null,
    requestId: '',
  };
}

function auditFacts(bodies: readonly Buffer[], occurredAt: number) {
  return bodies.map((body) => ({
    kind: 'audit',
    schemaVersion: 1,
    occurredAt,
    data: { body: body.toString('utf8') },
  }));
}

function lookForFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
