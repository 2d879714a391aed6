/** The history on the contract. */
import type { Leaves } from '../../rpc/implementer.ts';
import type { History } from './history.service.ts';

export function historyHandlers(leaves: Leaves['history'], { history }: { readonly history: History }) {
  return leaves.router({
    list: leaves.list.handler(({ input }) => history.list(input)),
    count: leaves.count.handler(({ input }) => history.count(input)),
    facets: leaves.facets.handler(() => history.facets()),
    get: leaves.get.handler(({ input }) => history.get(input.id)),
    exportCsv: leaves.exportCsv.handler(async function* ({ input, signal }) {
      yield* history.exportCsv(input, signal);
    }),
  });
}
