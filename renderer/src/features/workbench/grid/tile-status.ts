/** What the badge of one image says: how its batch went, or what is known before there is one. */
import type { SourceLook } from '../../../../../shared/contract/sources.ts';
import type { ErrorCode } from '../../../../../shared/errors.ts';
import type { ItemReport } from '../../../../../shared/job.ts';

export type TileStatus =
  | { readonly kind: 'plain' }
  /** In the running batch, not done yet. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'done' | 'kept' | 'skipped' | 'waiting' }
  | {
      readonly kind: 'failed' | 'unreadable';
      readonly code: ErrorCode;
      readonly message: string;
    }
  /** A ticked preset would break one of its own rules with this image. */
  | { readonly kind: 'breaks'; readonly messages: readonly string[] };

export interface TileKnowledge {
  readonly look: SourceLook | undefined;
  readonly report: ItemReport | undefined;
  /** A batch runs and this image is part of it. */
  readonly inRun: boolean;
  readonly broken: readonly string[];
}

const PLAIN: TileStatus = { kind: 'plain' };
const PENDING: TileStatus = { kind: 'pending' };

export function tileStatus({ look, report, inRun, broken }: TileKnowledge): TileStatus {
  if (report !== undefined) return ofReport(report);
  if (inRun) return PENDING;
  if (look?.ok === false) {
    return { kind: 'unreadable', code: look.failure.code, message: look.failure.message };
  }
  return broken.length > 0 ? { kind: 'breaks', messages: broken } : PLAIN;
}

function ofReport({ status, error }: ItemReport): TileStatus {
  switch (status) {
    case 'written':
      return { kind: 'done' };
    case 'kept-original':
      return { kind: 'kept' };
    case 'failed':
      return { kind: 'failed', code: error?.code ?? 'INTERNAL', message: error?.message ?? '' };
    default:
      return { kind: status };
  }
}
