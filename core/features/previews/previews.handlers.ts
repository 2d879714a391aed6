/** Previews on the contract. */
import type { Leaves } from '../../rpc/implementer.ts';
import type { Previews } from './previews.service.ts';

export function previewsHandlers(leaves: Leaves['previews'], { previews }: { readonly previews: Previews }) {
  return leaves.router({
    render: leaves.render.handler(({ input, signal }) => previews.render(input, signal)),
    estimate: leaves.estimate.handler(({ input, signal }) => previews.estimate(input, signal)),
  });
}
