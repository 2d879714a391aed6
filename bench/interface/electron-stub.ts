/**
 * Loaded ahead of the desktop's main process where there is no Electron: `electron` is a module whose parts take every
 * call and never become ready, so that what is measured is the app's own code.
 */
import { registerHooks } from 'node:module';

const ADDRESS = 'easel-bench:electron';
const NAMES = [
  'app',
  'autoUpdater',
  'BrowserWindow',
  'contextBridge',
  'crashReporter',
  'dialog',
  'ipcMain',
  'ipcRenderer',
  'Menu',
  'MessageChannelMain',
  'nativeImage',
  'nativeTheme',
  'net',
  'Notification',
  'protocol',
  'safeStorage',
  'screen',
  'session',
  'shell',
];

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: ADDRESS, shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === ADDRESS ? { format: 'module', source: source(), shortCircuit: true } : next(url, context),
});

function source(): string {
  // A function that is also an object with every property; paths are the only answers that are looked at.
  return `const part = () => new Proxy(() => {}, {
    get: (_, name) => {
      if (name === 'getPath') return () => process.env.HOME ?? '/';
      if (name === 'requestSingleInstanceLock') return () => true;
      if (name === 'whenReady') return () => new Promise(() => {});
      if (name === 'hasSwitch') return () => false;
      if (name === Symbol.toPrimitive) return () => '';
      return name === 'then' ? undefined : part();
    },
    apply: () => part(),
    construct: () => part(),
  });
  ${NAMES.map((name) => `export const ${name} = part();`).join('\n')}
  export default part();`;
}
