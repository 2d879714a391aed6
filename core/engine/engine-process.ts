/** One running engine process: start it, talk to it, end it. Knows nothing of queues or retries. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { EngineVersions, FromEngine, ToEngine } from '../../shared/engine.ts';

export interface EngineLaunch {
  /** Absolute path of a Node binary, at least version 24. */
  readonly nodePath: string;
  /** Absolute path of the engine's entry file. */
  readonly entryPath: string;
  /** Absolute path of the `resources` folder. */
  readonly resourcesFolder: string;
  /** Environment to start from; the engine's own variables are added. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workers: number;
  /** Files in work at once, over all workers. */
  readonly slots: number;
}

export interface EngineProcessEvents {
  readonly onReady: (versions: EngineVersions) => void;
  readonly onMessage: (message: Exclude<FromEngine, { type: 'ready' }>) => void;
  /** Called once, however the process ended. `stderr` is its last words, at most 2 kB. */
  readonly onExit: (exit: { code: number | null; signal: string | null; stderr: string }) => void;
}

export interface EngineProcess {
  readonly pid: number | undefined;
  readonly send: (message: ToEngine) => void;
  /** Ends the process at once: libvips cannot be asked to stop. */
  readonly kill: () => void;
}

/** libuv threads beyond the renders in work: for a picture, and so that reading and syncing files never wait for pixels. */
const SPARE_THREADS = 3;

export function startEngineProcess(launch: EngineLaunch, events: EngineProcessEvents): EngineProcess {
  const child: ChildProcess = spawn(
    launch.nodePath,
    [
      launch.entryPath,
      `--workers=${launch.workers}`,
      `--per-worker=${Math.ceil((launch.slots + SPARE_THREADS) / launch.workers)}`,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'json',
      windowsHide: true,
      env: {
        ...launch.env,
        EASEL_RESOURCES: launch.resourcesFolder,
        UV_THREADPOOL_SIZE: String(launch.slots + SPARE_THREADS),
        // glibc otherwise keeps one arena per thread: three times the memory for the same speed.
        MALLOC_ARENA_MAX: '2',
      },
    },
  );

  let stderr = '';
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (text: string) => {
    stderr = (stderr + text).slice(-2000);
  });
  child.on('message', (message: FromEngine) => {
    if (message.type === 'ready') events.onReady(message.versions);
    else events.onMessage(message);
  });
  let ended = false;
  const end = (code: number | null, signal: string | null) => {
    if (ended) return;
    ended = true;
    events.onExit({ code, signal, stderr });
  };
  child.on('exit', end);
  // A process that could not be started emits no exit.
  child.on('error', (error) => {
    stderr += error.message;
    if (child.pid === undefined) end(null, null);
  });

  return {
    pid: child.pid,
    send: (message) => {
      // A message to a process that just died is lost; its exit event puts the file back in the queue.
      if (child.connected) child.send(message, () => undefined);
    },
    kill: () => child.kill('SIGKILL'),
  };
}
