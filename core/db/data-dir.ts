/** Where the data of an installation lives, and what its files are called. */
import { posix, win32 } from 'node:path';

export interface DataDirSources {
  /** What the command line said; wins over everything. */
  readonly flag: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The home folder of the user. */
  readonly home: string;
}

/** EASEL_DATA_DIR, or where the platform keeps the data of its apps. */
export function resolveDataDir({ flag, env, platform, home }: DataDirSources): string {
  const chosen = flag || env.EASEL_DATA_DIR;
  if (chosen) return chosen;
  switch (platform) {
    case 'win32':
      return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Easel');
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'Easel');
    default: {
      // The XDG specification says to ignore a relative path here.
      const base = env.XDG_DATA_HOME;
      return posix.join(base && posix.isAbsolute(base) ? base : posix.join(home, '.local', 'share'), 'easel');
    }
  }
}

export const DATABASE_FILE = 'easel.db';
export const BACKUPS_FOLDER = 'backups';
