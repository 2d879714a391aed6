/**
 * The one way from a call to its service, in one order: is it for this surface, may this caller, run, record. Nothing
 * reaches a service past this, whatever the transport.
 */
import type { Kysely } from 'kysely';
import type { Access, ActionMeta } from '../../shared/contract/action.ts';
import { EaselError, type ErrorCode, toFailure } from '../../shared/errors.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../db/database.types.ts';
import type { AuditOutcome } from '../features/audit/audit.forms.ts';
import type { AuditLog } from '../features/audit/audit.service.ts';
import type { Ids } from '../ids.ts';
import type { CallContext } from './call-context.ts';
import { toOrpcError } from './orpc-error.ts';
import { resourceOf } from './resource-of.ts';

export interface CallPathDeps {
  readonly db: Kysely<Database>;
  readonly audit: AuditLog;
  readonly ids: Ids;
  readonly openStreams: OpenStreams;
}

/** How to record each stream that is still open; whoever closes the app does, because readers may never let go. */
export type OpenStreams = Set<() => Promise<void>>;

interface Call {
  readonly meta: ActionMeta;
  readonly context: CallContext;
  readonly input: unknown;
  readonly run: (context: CallContext) => Promise<unknown>;
}

/** Resolves with what the handler answered; rejects with errors of the contract only. */
export async function callThrough(deps: CallPathDeps, { meta, context, input, run }: Call): Promise<unknown> {
  const caller: Caller = { ...context.caller, requestId: deps.ids.next() };
  const record = (outcome: AuditOutcome, reason: ErrorCode | null) =>
    recordCall(deps, { meta, caller, input, outcome, reason });
  try {
    refuseUnlessAllowed(meta, caller);
  } catch (error) {
    await record('denied', toFailure(error).code);
    throw toOrpcError(error);
  }
  const fail = async (error: unknown) => {
    const failed = toOrpcError(error);
    await record('failed', toFailure(failed).code);
    return failed;
  };
  try {
    const answer = await run({ caller });
    if (isStream(answer)) return recordedStream(answer, deps.openStreams, { fail, finish });
    await finish();
    return answer;
  } catch (error) {
    throw await fail(error);
  }

  async function finish(): Promise<void> {
    if (meta.audit.success === 'call') await record('success', null);
  }
}

function refuseUnlessAllowed({ access, surface }: ActionMeta, caller: Caller): void {
  if (!surface.includes(caller.surface)) throw new EaselError('NOT_HERE', { surface: caller.surface });
  if (!isAllowed(access, caller)) throw new EaselError('FORBIDDEN');
}

function isAllowed(access: Access, { actor, userId }: Caller): boolean {
  switch (access) {
    case 'anyone':
      return true;
    case 'signed-in':
      return userId !== null;
    case 'admin':
      return userId !== null && actor.role === 'ADMIN';
  }
}

interface Recorded {
  readonly meta: ActionMeta;
  readonly caller: Caller;
  readonly input: unknown;
  readonly outcome: AuditOutcome;
  readonly reason: ErrorCode | null;
}

async function recordCall(
  { db, audit }: CallPathDeps,
  { meta, caller, input, outcome, reason }: Recorded,
): Promise<void> {
  const { action } = meta.audit;
  const { actor, surface, requestId } = caller;
  const event = { action, outcome, actor, surface, requestId, reason, detail: null };
  await db
    .transaction()
    .execute((trx) => audit.append(trx, [{ ...event, resourceId: resourceOf(action, input) }]));
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

interface StreamRecords {
  readonly fail: (error: unknown) => Promise<Error>;
  readonly finish: () => Promise<void>;
}

/** A stream is one call: recorded once, when it fails, when it ends, or when nobody reads it any more. */
function recordedStream(
  stream: AsyncIterable<unknown>,
  openStreams: OpenStreams,
  { fail, finish }: StreamRecords,
): AsyncGenerator<unknown> {
  const end = async () => {
    if (openStreams.delete(end)) await finish();
  };
  openStreams.add(end);
  return told();

  async function* told() {
    try {
      yield* stream;
    } catch (error) {
      openStreams.delete(end);
      throw await fail(error);
    } finally {
      await end();
    }
  }
}
