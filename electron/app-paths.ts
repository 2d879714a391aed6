/** Where the parts of this installation lie: inside a packaged app, or in a checkout after `npm run build`. */
import { join } from 'node:path';

export interface InstallFacts {
  readonly packaged: boolean;
  /** The folder that `dist` lies in; packaged, that is the `app.asar` file. */
  readonly root: string;
  /** The `resources` folder beside the packaged app's binary. */
  readonly resourcesPath: string;
  readonly platform: NodeJS.Platform;
}

export interface AppPaths {
  /** The built interface. */
  readonly ui: string;
  readonly preload: string;
  readonly icon: string;
  /** Presets and fonts. */
  readonly resources: string;
  readonly engineEntry: string;
  /** The Node binary that ships with Easel. */
  readonly node: string;
  /** Exists only in packages built with a place to get updates from. */
  readonly updateFeed: string;
}

export function resolveAppPaths({ packaged, root, resourcesPath, platform }: InstallFacts): AppPaths {
  const nodeName = platform === 'win32' ? 'node.exe' : 'node';
  // A plain Node cannot look into an asar archive: whatever the engine reads lies unpacked beside it.
  const unpacked = packaged ? `${root}.unpacked` : root;
  return {
    ui: join(root, 'dist', 'renderer'),
    preload: join(root, 'dist', 'electron', 'preload.cjs'),
    icon: join(root, 'dist', 'electron', 'icons', 'easel-256.png'),
    resources: join(unpacked, 'dist', 'resources'),
    engineEntry: join(unpacked, 'dist', 'engine', 'main.js'),
    node: packaged
      ? join(resourcesPath, 'node', nodeName)
      : join(root, 'node_modules', 'node', 'bin', nodeName),
    updateFeed: join(resourcesPath, 'app-update.yml'),
  };
}
