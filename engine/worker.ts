/** A worker thread of the engine: one function that runs any operation, several at a time. */
import sharp from 'sharp';
import type {
  EngineOperation,
  EngineOperations,
  EngineRequest,
  EngineResult,
  ToEngine,
} from '../shared/engine.ts';
import { type Failure, toFailure } from '../shared/errors.ts';
import { inspect } from './input/inspect.ts';
import { measure } from './input/measure.ts';
import { probe } from './input/probe.ts';
import { selfTest } from './output/self-test.ts';
import { picture } from './preview/picture.ts';
import { render } from './render.ts';
import { engineVersions } from './versions.ts';

sharp.concurrency(1);
sharp.cache(false);

type Handlers = {
  readonly [K in EngineOperation]: (
    request: EngineOperations[K]['request'],
  ) => Promise<EngineOperations[K]['result']>;
};

const HANDLERS: Handlers = {
  probe,
  render,
  picture,
  inspect,
  measure,
  selfTest: async () => ({ versions: engineVersions(), tests: await selfTest() }),
};

/** What crosses back to the main thread: a thrown error would lose its code on the way. */
export type WorkerAnswer = { readonly result: unknown } | { readonly failure: Failure };

export async function run(message: ToEngine): Promise<WorkerAnswer> {
  try {
    return { result: await handle(message.operation, message.request) };
  } catch (error) {
    return { failure: toFailure(error) };
  }
}

function handle<K extends EngineOperation>(operation: K, request: unknown): Promise<EngineResult<K>> {
  // Core sends each operation its own request type: both sides are compiled against EngineOperations.
  return HANDLERS[operation](request as EngineRequest<K>);
}
