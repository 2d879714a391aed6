/** The desktop window: one MessagePort to the core, and the real paths of dropped files. */
import { RPCLink } from '@orpc/client/message-port';
import type { Host } from './host.ts';

/** What the preload script puts on the window. */
interface DesktopBridge {
  /** Empty text for a file that lies on no disk, such as one pasted from another program. */
  readonly pathsOf: (files: readonly File[]) => readonly string[];
}

declare global {
  interface Window {
    readonly easel?: DesktopBridge;
  }
}

export function isDesktop(): boolean {
  return window.easel !== undefined;
}

export async function connectDesktop(): Promise<Host> {
  const port = await receivePort();
  const bridge = window.easel;
  return {
    link: new RPCLink({ port }),
    readsFolders: true,
    pathsOf: async (files) => {
      const paths = bridge?.pathsOf(files.map(({ file }) => file)) ?? [];
      return { paths: [...new Set(paths.filter((path) => path !== ''))], refused: [] };
    },
  };
}

function receivePort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent) => {
      const [port] = event.ports;
      // Only the preload script of this very window can post from the same window with a port.
      if (event.source !== window || port === undefined) return;
      window.removeEventListener('message', receive);
      port.start();
      resolve(port);
    };
    window.addEventListener('message', receive);
  });
}
