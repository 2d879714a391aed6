/**
 * One long task in a worker thread: progress comes out, cancelling and answers to its questions go in. The task closes
 * what it opened before its thread ends: better-sqlite3 does not survive the other order.
 */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { EaselError, type Failure } from '../../../shared/errors.ts';

export interface WorkerTaskOptions {
  /** The file the thread runs; it calls `serveWorkerTask`. */
  readonly file: string | URL;
  /** Plain data. */
  readonly task: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TaskProgress) => void) | undefined;
  /** What only this side can do, such as sign with a key that never leaves it. */
  readonly answer?: (question: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

export interface TaskProgress {
  readonly done: number;
  readonly total: number;
}

export interface TaskTools {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TaskProgress) => void;
  readonly ask: (question: Uint8Array) => Promise<Uint8Array>;
}

type FromWorker<Result> =
  | { readonly kind: 'progress'; readonly progress: TaskProgress }
  | { readonly kind: 'question'; readonly bytes: Uint8Array }
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'failure'; readonly failure: Failure | null; readonly error: unknown };

type ToWorker =
  | { readonly kind: 'abort' }
  | { readonly kind: 'answer'; readonly bytes: Uint8Array | null; readonly error: unknown };

/** Rejects with the signal's reason when it is aborted, once the thread has ended. */
export async function runWorkerTask<Result>(options: WorkerTaskOptions): Promise<Result> {
  const { file, task, signal, onProgress, answer } = options;
  signal?.throwIfAborted();
  const worker = new Worker(file, { workerData: task });
  const send = (message: ToWorker) => worker.postMessage(message);
  const abort = () => send({ kind: 'abort' });
  signal?.addEventListener('abort', abort, { once: true });

  return new Promise<Result>((resolve, reject) => {
    let outcome: (() => void) | null = null;
    worker.on('message', (message: FromWorker<Result>) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else if (message.kind === 'result') outcome = () => resolve(message.result);
      else if (message.kind === 'failure')
        outcome = () => reject(signal?.aborted ? signal.reason : thrown(message));
      else void reply(message.bytes);
    });
    worker.on('error', (error) => {
      outcome = () => reject(error);
    });
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', abort);
      if (outcome) outcome();
      else reject(new Error(`The worker ended with ${code} and said nothing.`));
    });
  });

  async function reply(question: Uint8Array): Promise<void> {
    try {
      if (answer === undefined) throw new TypeError('This task was not expected to ask anything.');
      send({ kind: 'answer', bytes: await answer(question), error: null });
    } catch (error) {
      send({ kind: 'answer', bytes: null, error });
    }
  }
}

/** Called once, in the thread. */
export async function serveWorkerTask<Task, Result>(
  work: (task: Task, tools: TaskTools) => Promise<Result>,
): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('This file runs in a worker thread.');
  const controller = new AbortController();
  const questions: PromiseWithResolvers<Uint8Array>[] = [];
  const send = (message: FromWorker<Result>) => port.postMessage(message);
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'abort') return controller.abort();
    const question = questions.shift();
    if (message.bytes) question?.resolve(message.bytes);
    else question?.reject(message.error);
  });
  try {
    const result = await work(workerData, {
      signal: controller.signal,
      onProgress: (progress) => send({ kind: 'progress', progress }),
      ask: (bytes) => {
        const question = Promise.withResolvers<Uint8Array>();
        questions.push(question);
        send({ kind: 'question', bytes });
        return question.promise;
      },
    });
    send({ kind: 'result', result });
  } catch (error) {
    const failure = error instanceof EaselError ? error.toFailure() : null;
    send({ kind: 'failure', failure, error: failure ? null : error });
  } finally {
    port.close();
  }
}

function thrown({ failure, error }: { readonly failure: Failure | null; readonly error: unknown }): unknown {
  return failure ? new EaselError(failure.code, failure.data) : error;
}
