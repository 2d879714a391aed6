/** Everything that was processed, newest first. */
import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';
import type { OutputFormat, Recipe } from '../recipe/recipe.ts';
import { action, ON_THIS_COMPUTER } from './action.ts';
import { RecordId } from './fields.ts';

export const HISTORY_OUTCOMES = ['written', 'kept-original', 'failed'] as const;
export type HistoryOutcome = (typeof HISTORY_OUTCOMES)[number];

/** One output of one source file. */
export interface HistoryEntry {
  readonly id: string;
  readonly job: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly input: string;
  readonly output: string | null;
  readonly preset: string;
  readonly variant: string;
  readonly outcome: HistoryOutcome;
  readonly format: OutputFormat | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly bytesIn: number | null;
  readonly bytesOut: number | null;
  readonly ms: number;
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
}

export interface HistoryDetail extends HistoryEntry {
  /** As it was used; null when its job is no longer on record. */
  readonly recipe: Recipe | null;
  readonly quality: number | null;
  readonly engine: string;
  readonly sourceSha256: string | null;
  readonly outputSha256: string | null;
  /** The output is still where it was written. */
  readonly outputExists: boolean;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** For the next page; null at the end. */
  readonly cursor: string | null;
}

export const HistoryFilter = z.strictObject({
  /** Epoch milliseconds, inclusive. */
  from: z.int().min(0).optional(),
  /** Epoch milliseconds, exclusive. */
  to: z.int().min(0).optional(),
  preset: z.string().max(64).optional(),
  format: z.string().max(10).optional(),
  outcome: z.enum(HISTORY_OUTCOMES).optional(),
  job: RecordId.optional(),
  /** Part of the source file's name, any case. */
  file: z.string().max(200).optional(),
});
export type HistoryFilterInput = z.input<typeof HistoryFilter>;

const read = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'history.read', success: 'call' },
  surface: ON_THIS_COMPUTER,
});

export const history = {
  list: read
    .input(
      HistoryFilter.extend({
        limit: z.int().min(1).max(10_000).default(50),
        cursor: z.string().max(200).optional(),
      }),
    )
    .output(type<HistoryPage>()),
  /** Entries and bytes that a filter finds; counting stops at `atMost`. */
  count: read.input(HistoryFilter).output(type<{ readonly entries: number; readonly atMost: number }>()),
  /** What the filters can be set to. */
  facets: read.output(type<{ readonly presets: readonly string[]; readonly formats: readonly string[] }>()),
  get: read.input(z.strictObject({ id: RecordId })).output(type<HistoryDetail>()),
  /** A CSV file in pieces, header first. */
  exportCsv: action({
    access: 'anyone',
    meter: 'none',
    audit: { action: 'history.exported', success: 'call' },
    surface: ON_THIS_COMPUTER,
  })
    .input(HistoryFilter)
    .output(eventIterator(type<string>())),
};
