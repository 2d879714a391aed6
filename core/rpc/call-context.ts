/** What a host hands over with every call. */
import type { Caller } from '../caller.ts';

export interface CallContext {
  readonly caller: Caller;
}
