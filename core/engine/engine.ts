/**
 * The supervised engine: a queue of files in front of one engine process at a time.
 *
 * Containment: a file over its time limit costs the process, and only that file fails; everything else in work is
 * queued again. When the process dies by itself, or grows past its memory cap, any of the files in work may be the
 * cause: each is tried again with nothing beside it, and the one that brings the process down again is given up.
 */
import type {
  EngineOperation,
  EngineRequest,
  EngineResult,
  EngineVersions,
  FromEngine,
} from '../../shared/engine.ts';
import { EaselError, type ErrorCode, type ErrorData, type Failure } from '../../shared/errors.ts';
import { type EngineLaunch, type EngineProcess, startEngineProcess } from './engine-process.ts';
import { nextRunnable } from './schedule.ts';

export interface EngineTuning {
  /** Resident memory the engine process may hold. */
  readonly memoryMb: number;
  /** Renders after which the process is replaced, so that fragmentation never adds up. */
  readonly recycleAfter: number;
}

export interface EngineOptions {
  readonly launch: EngineLaunch;
  readonly tuning: EngineTuning;
  /** Milliseconds, monotonic. */
  readonly monotonic: () => number;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Wall time from start to answer, in milliseconds. */
  readonly limitMs?: number;
  /** Megapixels in work: files wait until the sum fits. */
  readonly megapixels?: number;
  /** Somebody waits for it: it begins before the renders of a batch. */
  readonly priority?: 'interactive';
  /**
   * When cancelled in work, only the answer is given up: the process goes on with it, and may still write its file.
   * For what is cancelled often and is soon done, because ending the process costs every other file in work.
   */
  readonly abandon?: boolean;
}

export interface EngineStats {
  readonly starts: number;
  readonly crashes: number;
  readonly timeouts: number;
  readonly pid: number | undefined;
  /** Requests sent to the process and not answered yet. */
  readonly inWork: number;
  readonly peakRssBytes: number;
}

export interface Engine {
  /** Rejects with an EaselError only. */
  readonly run: <K extends EngineOperation>(
    operation: K,
    request: EngineRequest<K>,
    options?: RunOptions,
  ) => Promise<EngineResult<K>>;
  readonly versions: () => Promise<EngineVersions>;
  /** Files in work at once. */
  readonly slots: number;
  readonly stats: () => EngineStats;
  /** Takes effect at once. */
  readonly configure: (tuning: EngineTuning) => void;
  /** Resolves when the process is gone. */
  readonly close: () => Promise<void>;
}

const DEFAULT_LIMIT_MS = 30_000;
/** An engine this long without a pulse is hung. Pulses come five times a second from a thread that never computes. */
const SILENCE_MS = 20_000;
const TICK_MS = 100;
/** Abandoned work that goes on for this long makes way, when others wait and nobody else would lose anything. */
const ABANDONED_MS = 1000;
/** A decoder that crashes twice on a file will crash again. */
const STRIKES_OUT = 4;
const STRIKE = 2;
/** A SIGKILL that is not ours comes from outside, rarely because of the file. */
const STRIKE_BY_OTHERS = 1;
/** A start takes a tenth of a second; a disk that just woke up may take many. */
const START_MS = 60_000;
/** Starts in a row that never became ready before the engine counts as unavailable. */
const MAX_FAILED_STARTS = 3;

interface Task {
  readonly id: number;
  readonly operation: EngineOperation;
  readonly request: unknown;
  readonly options: RunOptions;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: EaselError) => void;
  /** Above 0 after it was in work when the process died: it runs alone from then on. */
  strikes: number;
  deadline: number;
  /** Its caller has an answer, so that it is not tried again. */
  settled: boolean;
  /** When its caller gave it up while it was in work. */
  abandonedAt: number;
}

export function createEngine(options: EngineOptions): Engine {
  const { launch, monotonic } = options;
  let { tuning } = options;
  let nextId = 1;
  let queue: Task[] = [];
  const running = new Map<number, Task>();
  let child: EngineProcess | null = null;
  let ready = false;
  let closed = false;
  let onClosed = () => {};
  let failedStarts = 0;
  let rendersSinceStart = 0;
  let startedAt = 0;
  let lastPulse = 0;
  /** Why we killed the process ourselves; null when it died on its own. */
  let killReason: 'timeout' | 'memory' | 'cancel' | 'recycle' | null = null;
  let knownVersions: EngineVersions | null = null;
  let versionWaiters: { resolve: (v: EngineVersions) => void; reject: (e: EaselError) => void }[] = [];
  const stats = { starts: 0, crashes: 0, timeouts: 0, peakRssBytes: 0 };

  const ticker = setInterval(tick, TICK_MS);
  ticker.unref();
  start();

  return {
    run: (operation, request, runOptions = {}) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new EaselError('CANCELLED'));
        const { signal } = runOptions;
        if (signal?.aborted) return reject(new EaselError('CANCELLED'));
        const onAbort = () => cancel(task);
        const task: Task = {
          id: nextId++,
          operation,
          request,
          options: runOptions,
          resolve: (result) => {
            task.settled = true;
            signal?.removeEventListener('abort', onAbort);
            // The engine answers with the result type of the operation it was sent.
            resolve(result as EngineResult<typeof operation>);
          },
          reject: (error) => {
            task.settled = true;
            signal?.removeEventListener('abort', onAbort);
            reject(error);
          },
          strikes: 0,
          deadline: Number.POSITIVE_INFINITY,
          settled: false,
          abandonedAt: Number.POSITIVE_INFINITY,
        };
        signal?.addEventListener('abort', onAbort);
        queue.push(task);
        if (child === null) start();
        feed();
      }),
    versions: () =>
      knownVersions
        ? Promise.resolve(knownVersions)
        : new Promise((resolve, reject) => {
            versionWaiters.push({ resolve, reject });
            if (child === null && !closed) start();
          }),
    slots: launch.slots,
    stats: () => ({ ...stats, pid: child?.pid, inWork: running.size }),
    configure: (wanted) => {
      tuning = wanted;
    },
    close: () =>
      new Promise((resolve) => {
        closed = true;
        clearInterval(ticker);
        failAll('CANCELLED');
        if (child === null) return resolve();
        onClosed = resolve;
        child.kill();
      }),
  };

  function start(): void {
    stats.starts += 1;
    ready = false;
    startedAt = monotonic();
    rendersSinceStart = 0;
    killReason = null;
    child = startEngineProcess(launch, {
      onReady: (versions) => {
        ready = true;
        failedStarts = 0;
        lastPulse = monotonic();
        knownVersions = versions;
        for (const waiter of versionWaiters) waiter.resolve(versions);
        versionWaiters = [];
        feed();
      },
      onMessage: receive,
      onExit: exited,
    });
  }

  function feed(): void {
    if (!ready || killReason !== null) return;
    if (rendersSinceStart >= tuning.recycleAfter) {
      if (running.size === 0) kill('recycle');
      return;
    }
    for (let task = next(); task !== undefined; task = next()) {
      queue = queue.filter((queued) => queued !== task);
      if (task.operation === 'render') rendersSinceStart += 1;
      task.deadline = monotonic() + (task.options.limitMs ?? DEFAULT_LIMIT_MS);
      running.set(task.id, task);
      child?.send({ type: 'run', id: task.id, operation: task.operation, request: task.request });
    }
  }

  function next(): Task | undefined {
    const rendersLeft = tuning.recycleAfter - rendersSinceStart;
    return nextRunnable(queue, [...running.values()], { slots: launch.slots, rendersLeft });
  }

  function receive(message: Exclude<FromEngine, { type: 'ready' }>): void {
    if (message.type === 'pulse') {
      lastPulse = monotonic();
      stats.peakRssBytes = Math.max(stats.peakRssBytes, message.rssBytes);
      if (message.rssBytes > tuning.memoryMb * 1_048_576 && running.size > 0) kill('memory');
      return;
    }
    const task = running.get(message.id);
    if (task === undefined) return; // answered after its time limit
    running.delete(message.id);
    if (message.type === 'done') task.resolve(message.result);
    else task.reject(fromFailure(message.failure));
    feed();
  }

  function tick(): void {
    const now = monotonic();
    const late = [...running.values()].filter((task) => now > task.deadline);
    if (late.length > 0) {
      for (const task of late) {
        running.delete(task.id);
        stats.timeouts += 1;
        const seconds = Math.round((task.options.limitMs ?? DEFAULT_LIMIT_MS) / 1000);
        task.reject(new EaselError('ENGINE_TIMEOUT', { seconds }));
      }
      kill('timeout');
    } else if (isBlockedByAbandoned(now)) {
      kill('cancel');
    } else if (!ready && child !== null && now - startedAt > START_MS) {
      child.kill();
    } else if (ready && running.size > 0 && now - lastPulse > SILENCE_MS) {
      child?.kill(); // not ours to explain: treated as a crash
    }
  }

  function cancel(task: Task): void {
    queue = queue.filter((queued) => queued !== task);
    task.reject(new EaselError('CANCELLED'));
    // What is given up keeps its place until the process is done with it.
    if (task.options.abandon) task.abandonedAt = monotonic();
    else if (running.delete(task.id)) kill('cancel');
  }

  function isBlockedByAbandoned(now: number): boolean {
    const inWork = [...running.values()];
    return (
      queue.length > 0 &&
      inWork.length > 0 &&
      inWork.every(({ abandonedAt }) => now - abandonedAt > ABANDONED_MS)
    );
  }

  function kill(reason: NonNullable<typeof killReason>): void {
    if (killReason !== null) return;
    killReason = reason;
    child?.kill();
  }

  function exited(exit: { code: number | null; signal: string | null; stderr: string }): void {
    const reason = killReason;
    const survivors = [...running.values()];
    running.clear();
    child = null;
    if (closed) {
      onClosed();
      return;
    }

    if (!ready) {
      failedStarts += 1;
      if (failedStarts >= MAX_FAILED_STARTS) {
        failedStarts = 0;
        const lines = exit.stderr.trim().split('\n');
        const lastWords = lines.find((line) => /Error\b/.test(line)) ?? lines.at(-1) ?? '';
        failAll('ENGINE_UNAVAILABLE', { reason: lastWords || `exit ${exit.code ?? exit.signal}` });
        return;
      }
    }
    if (reason === null || reason === 'memory') {
      if (ready) stats.crashes += 1;
      const strike = reason === null && exit.signal === 'SIGKILL' ? STRIKE_BY_OTHERS : STRIKE;
      for (const task of survivors) {
        task.strikes += strike;
        if (task.strikes >= STRIKES_OUT) giveUp(task, reason);
      }
    }
    queue = [...survivors.filter(({ settled }) => !settled), ...queue];
    start();
  }

  function giveUp(task: Task, reason: 'memory' | null): void {
    task.reject(
      reason === 'memory'
        ? new EaselError('ENGINE_OUT_OF_MEMORY', { megabytes: tuning.memoryMb })
        : new EaselError('ENGINE_CRASHED'),
    );
  }

  function failAll(code: ErrorCode, data: ErrorData = {}): void {
    const error = new EaselError(code, data);
    for (const task of [...running.values(), ...queue]) task.reject(error);
    running.clear();
    queue = [];
    for (const waiter of versionWaiters) waiter.reject(error);
    versionWaiters = [];
  }
}

function fromFailure(failed: Failure): EaselError {
  return new EaselError(failed.code, failed.data);
}
