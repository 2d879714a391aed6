/** Single files on the contract. */
import type { Leaves } from '../../rpc/implementer.ts';
import type { BatchInputDeps } from './batch-input.ts';
import type { ImagesService } from './images.service.ts';

export interface ImagesHandlersDeps extends BatchInputDeps {
  readonly images: ImagesService;
}

export function imagesHandlers(
  leaves: Leaves['images'],
  { images, allowed, findPreset }: ImagesHandlersDeps,
) {
  return leaves.router({
    inspect: leaves.inspect.handler(async ({ input }) => {
      await allowed.check(input.path);
      return images.inspect(input.path);
    }),
    check: leaves.check.handler(async ({ input }) => {
      await allowed.check(input.path);
      return images.check(input.path, await findPreset(input.preset));
    }),
  });
}
