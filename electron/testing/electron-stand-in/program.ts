/** The one program: its app, its IPC, its protocols and its session. */
import { EventEmitter } from 'node:events';
import { AppStandIn } from './app.ts';
import { ProtocolStandIn } from './protocol.ts';
import { SessionStandIn } from './session.ts';

export const app = new AppStandIn();
export const ipcMain = new EventEmitter();
export const protocol = new ProtocolStandIn(app);

const defaultSession = new SessionStandIn(protocol);
export const session = {
  get defaultSession(): SessionStandIn {
    if (!app.isReady()) throw new Error('Session can only be received when app is ready');
    return defaultSession;
  },
};
