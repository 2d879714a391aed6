/** Updates: off until a package was built with a place to get them from, never backwards, installed on quitting. */
import { existsSync } from 'node:fs';
import type { AppUpdater } from 'electron-updater';

export interface UpdatesDeps {
  readonly packaged: boolean;
  /** Where a package with updates says where they come from. */
  readonly feedFile: string;
  readonly load: () => Promise<AppUpdater>;
  readonly onReady: (version: string) => void;
  /** Checks that fail are noted; being offline is no trouble to tell anybody about. */
  readonly onFailure: (error: unknown) => void;
}

/** Milliseconds. */
const BETWEEN_CHECKS = 6 * 60 * 60 * 1000;

/** Resolves to whether updates are on. */
export async function startUpdates(deps: UpdatesDeps): Promise<boolean> {
  if (!deps.packaged || !existsSync(deps.feedFile)) return false;
  const updater = await deps.load();
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.autoDownload = true;
  updater.autoInstallOnAppQuit = true;
  updater.logger = null;
  updater.on('update-downloaded', ({ version }) => deps.onReady(version));
  updater.on('error', deps.onFailure);
  const check = () => {
    // What goes wrong is told by the event above.
    updater.checkForUpdates().catch(() => undefined);
  };
  check();
  setInterval(check, BETWEEN_CHECKS).unref();
  return true;
}
