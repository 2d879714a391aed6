/**
 * The way in for the page: one MessagePort per load, given only to the top frame of our own window at our own address.
 * There is no other IPC.
 */
import type {
  IpcMain,
  IpcMainEvent,
  MessageChannelMain,
  MessagePortMain,
  WebContents,
  WebFrameMain,
} from 'electron';
import { isOwnAddress } from './own-address.ts';
import { ASK_FOR_PORT, HERE_IS_PORT } from './preload/port-channel.ts';

export interface RpcPortDeps {
  readonly ipcMain: IpcMain;
  readonly createChannel: () => MessageChannelMain;
  /** The only page that is served. */
  readonly contents: WebContents;
  /** What the page sends before this resolves is kept for it. */
  readonly serve: (port: MessagePortMain) => Promise<void>;
}

export function answerPortRequests({ ipcMain, createChannel, contents, serve }: RpcPortDeps): void {
  let current: MessagePortMain | null = null;
  ipcMain.on(ASK_FOR_PORT, (event) => {
    const frame = trustedFrame(event, contents);
    if (frame === null) return;
    // A page that was loaded again leaves its old port behind.
    current?.close();
    const { port1, port2 } = createChannel();
    current = port1;
    frame.postMessage(HERE_IS_PORT, null, [port2]);
    serve(port1).then(
      () => port1.start(),
      // The host says why the app did not open; there is nobody to serve.
      () => port1.close(),
    );
  });
}

/** The frame that asked, if it is the top frame of our window and shows our own page. */
function trustedFrame(event: IpcMainEvent, contents: WebContents): WebFrameMain | null {
  const frame = event.senderFrame;
  if (frame === null || event.sender !== contents || frame !== contents.mainFrame || frame.parent !== null) {
    return null;
  }
  return isOwnAddress(frame.origin) && isOwnAddress(frame.url) ? frame : null;
}
