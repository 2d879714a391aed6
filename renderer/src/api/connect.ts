/** Finds out which host the page is in and connects to it, once. */
import { connectDesktop, isDesktop } from '../host/desktop.ts';
import type { Host } from '../host/host.ts';
import { connectLoopback } from '../host/loopback.ts';

let connected: Host | null = null;

export async function connect(): Promise<void> {
  connected = isDesktop() ? await connectDesktop() : await connectLoopback();
}

/** Throws before `connect` is done: nothing may ask for it that early. */
export function host(): Host {
  if (connected === null) throw new Error('The page is not connected yet');
  return connected;
}
