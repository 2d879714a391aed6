/** How the desktop starts the engine: the Node that ships with it, on the engine's unpacked files. */
import type { EngineLaunch } from '../core/engine/engine-process.ts';
import type { AppPaths } from './app-paths.ts';

export interface EngineLaunchOptions {
  readonly paths: Pick<AppPaths, 'node' | 'engineEntry' | 'resources'>;
  readonly cores: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the engine keeps its compiled code. */
  readonly compileCache: string;
}

export function engineLaunch({ paths, cores, env, compileCache }: EngineLaunchOptions): EngineLaunch {
  return {
    nodePath: paths.node,
    entryPath: paths.engineEntry,
    resourcesFolder: paths.resources,
    env: { ...withoutNodeOptions(env), NODE_COMPILE_CACHE: compileCache },
    // Measured: threads beyond one bring no pixels sooner, they only keep one file's JavaScript from delaying another's.
    workers: Math.max(1, cores - 1),
    slots: cores + 1,
  };
}

/** The fuses of the app's binary refuse NODE_OPTIONS and its kin; a plain Node would obey them. */
function withoutNodeOptions(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:NODE|ELECTRON)_/i.test(name)));
}
