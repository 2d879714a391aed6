/** Batches on the contract. */
import type { Leaves } from '../../rpc/implementer.ts';
import { type BatchInputDeps, toBatchRequest } from './batch-input.ts';
import type { JobsService } from './jobs.service.ts';

export interface JobsHandlersDeps extends BatchInputDeps {
  readonly jobs: JobsService;
}

export function jobsHandlers(leaves: Leaves['jobs'], deps: JobsHandlersDeps) {
  const { jobs } = deps;
  return leaves.router({
    plan: leaves.plan.handler(async function* ({ input, signal }) {
      yield* jobs.plan(await toBatchRequest(deps, input), { limit: input.limit, signal });
    }),
    start: leaves.start.handler(async ({ input }) => jobs.start(await toBatchRequest(deps, input), input)),
    resume: leaves.resume.handler(({ input }) => jobs.resume(input.id ?? null, input)),
    retryFailed: leaves.retryFailed.handler(({ input }) => jobs.retryFailed(input.id)),
    watch: leaves.watch.handler(async function* ({ input, signal }) {
      yield* jobs.watch(input.id, signal);
    }),
    pause: leaves.pause.handler(({ input }) => jobs.pause(input.id)),
    unpause: leaves.unpause.handler(({ input }) => jobs.unpause(input.id)),
    cancel: leaves.cancel.handler(({ input }) => jobs.cancel(input.id)),
    discard: leaves.discard.handler(({ input }) => jobs.discard(input.id)),
    list: leaves.list.handler(() => jobs.list()),
    undo: leaves.undo.handler(({ input }) => jobs.undo(input.id)),
  });
}
