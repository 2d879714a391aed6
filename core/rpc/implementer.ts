/** The contract, ready to be implemented: every leaf already goes through the call path. */
import { type ImplementerInternalWithMiddlewares, implement } from '@orpc/server';
import type { ActionMeta } from '../../shared/contract/action.ts';
import { type Contract, contract } from '../../shared/contract/contract.ts';
import type { CallContext } from './call-context.ts';
import { type CallPathDeps, callThrough } from './call-path.ts';

export type Leaves = ImplementerInternalWithMiddlewares<Contract, CallContext, CallContext>;

export function createImplementer(deps: CallPathDeps): Leaves {
  return (
    implement(contract)
      .$context<CallContext>()
      // Who may call is decided before a stranger's input is looked at.
      .$config({ initialInputValidationIndex: Number.POSITIVE_INFINITY })
      .use(({ procedure, context, next }, input, output) =>
        callThrough(deps, {
          // `action` is the only maker of leaves, and a test reads every one of them.
          meta: procedure['~orpc'].meta as ActionMeta,
          context,
          input,
          run: async (current) => (await next({ context: current })).output,
        }).then(output),
      )
  );
}
