/**
 * Runs in the sandboxed page before anything of the page does. It hands the page one MessagePort to the core, and a
 * function that tells where dropped files lie. Nothing else crosses.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { ASK_FOR_PORT, HERE_IS_PORT } from './port-channel.ts';

contextBridge.exposeInMainWorld('easel', {
  /** Empty text for a file that lies on no disk. */
  pathsOf: (files: readonly File[]): readonly string[] => files.map((file) => webUtils.getPathForFile(file)),
});

// The page's own scripts run before this, so whoever waits for the port is there by then.
const pageIsListening = new Promise<void>((resolve) => {
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  } else {
    resolve();
  }
});

ipcRenderer.once(HERE_IS_PORT, async (event) => {
  await pageIsListening;
  window.postMessage(HERE_IS_PORT, window.origin, [...event.ports]);
});
ipcRenderer.send(ASK_FOR_PORT);
