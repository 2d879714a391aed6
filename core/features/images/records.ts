/** Turns what came of a source file into the rows and events that tell it: history, usage, audit, outbox. */
import { basename } from 'node:path';
import type { Ids } from '../../ids.ts';
import type { AuditEvent } from '../audit/audit.service.ts';
import type { OutboxEvent } from '../sync/outbox.service.ts';
import type { Usage } from '../usage/usage.repository.ts';
import { type ItemResult, itemOutcome } from './item-result.ts';
import type { NewProcessing } from './processings.repository.ts';
import type { JournalEntry } from './recorder.ts';

export interface RecordContext {
  readonly ids: Ids;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly subject: string;
  readonly deviceId: string;
  readonly surface: AuditEvent['surface'];
}

interface Settled {
  readonly jobId: string;
  readonly result: ItemResult;
}

/** One row per output that was written or failed; what was skipped made nothing and stays in the job alone. */
export function processingRows(
  context: RecordContext,
  { jobId, result, engine }: Settled & { readonly engine: string },
): readonly NewProcessing[] {
  const { facts, input } = result;
  const common = {
    job_id: jobId,
    item_idx: result.index,
    subject: context.subject,
    device_id: context.deviceId,
    created_at: context.now(),
    source_path: input.path,
    source_name: basename(input.path),
    source_format: facts?.format ?? null,
    source_bytes: facts?.file.bytes ?? null,
    source_mtime_ms: facts?.file.mtimeMs ?? null,
    source_ctime_ms: facts?.file.ctimeMs ?? null,
    source_sha256: facts?.file.sha256 ?? null,
    source_width: facts?.width ?? null,
    source_height: facts?.height ?? null,
    engine_versions: engine,
  };
  const written = result.written.map(({ output, path, rendered }) => ({
    ...common,
    id: context.ids.next(),
    output_key: output.key,
    preset_id: output.presetId,
    variant: output.variant,
    recipe_hash: output.recipeHash,
    outcome: rendered.keptOriginal ? 'kept-original' : 'written',
    output_path: path,
    output_format: rendered.format,
    output_width: rendered.width,
    output_height: rendered.height,
    output_bytes: rendered.file.bytes,
    output_mtime_ms: rendered.file.mtimeMs,
    output_sha256: rendered.file.sha256,
    pixels: rendered.width * rendered.height,
    ms: Math.round(rendered.ms),
    quality: rendered.quality,
    error_code: null,
    error_message: null,
  }));
  const failed = result.unwritten
    .filter((output) => output.outcome === 'failed')
    .map(({ output, failure }) => ({
      ...common,
      id: context.ids.next(),
      output_key: output.key,
      preset_id: output.presetId,
      variant: output.variant,
      recipe_hash: output.recipeHash,
      outcome: 'failed',
      ...NO_OUTPUT,
      error_code: failure.code,
      error_message: failure.message,
    }));
  return [...written, ...failed];
}

/** Named in full: rows inserted together must have the same columns, or databases fill the gaps with null. */
const NO_OUTPUT = {
  output_path: null,
  output_format: null,
  output_width: null,
  output_height: null,
  output_bytes: null,
  output_mtime_ms: null,
  output_sha256: null,
  pixels: 0,
  ms: 0,
  quality: null,
} as const;

/** One unit per source file that gave at least one result. */
export function usageOf(context: RecordContext, { jobId, result }: Settled): readonly Usage[] {
  if (result.written.length === 0) return [];
  return [
    {
      subject: context.subject,
      userId: null,
      deviceId: context.deviceId,
      action: 'IMAGE_PROCESS',
      units: 1,
      costMicro: 0,
      jobId,
      requestId: itemRequestId(jobId, result.index),
      overage: false,
      createdAt: context.now(),
    },
  ];
}

export function itemRequestId(jobId: string, index: number): string {
  return `${jobId}:${index}`;
}

export function auditEventsOf(context: RecordContext, entry: JournalEntry): readonly AuditEvent[] {
  const common = {
    actor: { ref: context.subject, role: 'ANONYMOUS', session: null },
    surface: context.surface,
    resourceId: entry.jobId,
    requestId: entry.jobId,
    outcome: 'success',
    reason: null,
    detail: null,
  } as const;
  switch (entry.kind) {
    case 'begun':
      return [{ ...common, action: entry.how === 'started' ? 'job.started' : 'job.resumed' }];
    case 'ready':
      return [];
    case 'settled': {
      const { result } = entry;
      const outcome = itemOutcome(result);
      if (outcome === 'skipped') return [];
      const failed = outcome === 'failed';
      const requestId = itemRequestId(entry.jobId, result.index);
      return [
        {
          ...common,
          action: failed ? 'image.failed' : 'image.processed',
          resourceId: requestId,
          requestId,
          outcome: failed ? 'failed' : 'success',
          reason: result.unwritten.find((output) => output.outcome === 'failed')?.failure.code ?? null,
          detail: {
            subject: context.subject,
            data: { source: result.input.path, outputs: result.written.map(({ path }) => path) },
          },
        },
      ];
    }
    case 'ended': {
      const { stopped } = entry;
      if (stopped === null) return [{ ...common, action: 'job.finished' }];
      const cancelled = stopped.code === 'CANCELLED';
      return [{ ...common, action: cancelled ? 'job.cancelled' : 'job.waiting', reason: stopped.code }];
    }
  }
}

/** For the team's history: names but no folders, because where a person keeps files is their own business. */
export function processingFact(row: NewProcessing): OutboxEvent {
  return {
    kind: 'processing',
    schemaVersion: 1,
    occurredAt: row.created_at,
    data: {
      id: row.id,
      job: row.job_id,
      item: row.item_idx,
      preset: row.preset_id,
      variant: row.variant,
      source: row.source_name,
      source_sha256: row.source_sha256 ?? null,
      bytes_in: row.source_bytes ?? null,
      output: row.output_path ? basename(row.output_path) : null,
      output_sha256: row.output_sha256 ?? null,
      format: row.output_format ?? null,
      width: row.output_width ?? null,
      height: row.output_height ?? null,
      bytes_out: row.output_bytes ?? null,
      ms: row.ms ?? 0,
      recipe: row.recipe_hash,
      engine: row.engine_versions,
      outcome: row.outcome,
      error: row.error_code ?? null,
    },
  };
}

export function usageFact(usage: Usage): OutboxEvent {
  return {
    kind: 'usage',
    schemaVersion: 1,
    occurredAt: usage.createdAt,
    data: {
      action: usage.action,
      units: usage.units,
      cost_micro: usage.costMicro,
      job: usage.jobId,
      request: usage.requestId,
      overage: usage.overage,
    },
  };
}
