/**
 * The Electron runtime: where it lies, or how to get it. npm installs only a downloader; the runtime itself comes from
 * another host, which a machine without it must be told about in seconds, and not again the same day.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const REACH_MS = 10_000;
const DOWNLOAD_MS = 15 * 60_000;
const REMEMBER_MS = 24 * 60 * 60_000;
const DOWNLOADS = 'https://github.com/electron/electron/releases/download/';

export interface RuntimeSearch {
  /** The npm package. */
  readonly packageFolder: string;
  /** Where a failure is remembered. */
  readonly memoryFile: string;
  /** EASEL_GET_ELECTRON: 1 tries whatever was remembered, 0 never tries. */
  readonly env: NodeJS.ProcessEnv;
  readonly say: (sentence: string) => void;
  /** Milliseconds; see REACH_MS. */
  readonly reachMs?: number;
}

/** The program to start, or null when there is none to be had. */
export async function findElectron(search: RuntimeSearch): Promise<string | null> {
  const { packageFolder, env } = search;
  const installed = installedRuntime(search);
  if (installed !== null || env.EASEL_GET_ELECTRON === '0' || !existsSync(packageFolder)) return installed;
  const isForced = env.EASEL_GET_ELECTRON === '1';
  if (!isForced && (hasFailedToday(search) || !(await canBeHad(search)))) return null;
  search.say('Fetching the Electron runtime, about 120 MB, once…');
  const { status } = spawnSync(process.execPath, [join(packageFolder, 'install.js')], {
    // Whoever insists wants to know why it fails.
    stdio: isForced ? 'inherit' : 'ignore',
    timeout: DOWNLOAD_MS,
  });
  const fetched = status === 0 ? installedRuntime(search) : null;
  if (fetched === null) rememberFailure(search);
  return fetched;
}

/** Where the package's own start script would look. */
function installedRuntime({ packageFolder, env }: RuntimeSearch): string | null {
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH || join(packageFolder, 'dist');
  const program = join(dist, readFileSync(pathFile, 'utf8'));
  return existsSync(program) ? program : null;
}

/** Asks for the very file, so that a host that is there but refuses it counts as missing. */
async function canBeHad(search: RuntimeSearch): Promise<boolean> {
  const { version } = JSON.parse(readFileSync(join(search.packageFolder, 'package.json'), 'utf8'));
  const mirror = search.env.ELECTRON_MIRROR || DOWNLOADS;
  const file = `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
  const signal = AbortSignal.timeout(search.reachMs ?? REACH_MS);
  const found = await fetch(file, { method: 'HEAD', signal }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!found) rememberFailure(search);
  return found;
}

function hasFailedToday({ memoryFile }: RuntimeSearch): boolean {
  try {
    const { failedAt } = JSON.parse(readFileSync(memoryFile, 'utf8'));
    const age = Date.now() - failedAt;
    return age >= 0 && age < REMEMBER_MS;
  } catch {
    // Nothing is remembered, or nothing that can be read.
    return false;
  }
}

function rememberFailure({ memoryFile }: RuntimeSearch): void {
  mkdirSync(dirname(memoryFile), { recursive: true });
  writeFileSync(memoryFile, JSON.stringify({ failedAt: Date.now() }));
}
