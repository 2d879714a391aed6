/** Files to work on, on the contract. */
import type { Leaves } from '../../rpc/implementer.ts';
import type { Sources } from './sources.service.ts';

export function sourcesHandlers(leaves: Leaves['sources'], { sources }: { readonly sources: Sources }) {
  return leaves.router({
    scan: leaves.scan.handler(async function* ({ input, signal }) {
      yield* sources.scan(input, signal);
    }),
    facts: leaves.facts.handler(({ input }) => sources.facts(input.ids)),
    browse: leaves.browse.handler(({ input }) => sources.browse(input.path)),
  });
}
