/** What a batch will come to: a few of its images are really rendered, the rest is arithmetic. */
import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Estimate } from '../../../shared/contract/previews.ts';
import { EaselError, type Failure, toFailure } from '../../../shared/errors.ts';
import type { Recipe } from '../../../shared/recipe/recipe.ts';
import type { Engine } from '../../engine/engine.ts';
import { renderCost } from '../../engine/render-cost.ts';
import { isLasting } from '../../files/lasting-failure.ts';
import { createNewest } from '../../files/newest.ts';
import type { ProcessingLimits } from '../images/images.service.ts';
import { bytePredictor, type KnownSource, type Sample, spread } from './predict-bytes.ts';
import { factsOf, type PreviewSources } from './preview-sources.ts';
import type { Scratch } from './scratch.ts';

export interface EstimatorDeps {
  readonly engine: Engine;
  readonly sources: PreviewSources;
  readonly readLimits: () => Promise<ProcessingLimits>;
  readonly scratch: Scratch;
}

export interface EstimateTask {
  readonly ids: readonly string[];
  readonly recipes: readonly Recipe[];
}

export type Estimator = (task: EstimateTask, signal?: AbortSignal) => Promise<Estimate>;

type Outcome =
  | { readonly ok: true; readonly sample: Sample }
  | { readonly ok: false; readonly failure: Failure };

/** A tick at one more preset renders that preset alone. */
const MOST_OUTCOMES = 1000;
/** Predictions between two looks at what else is to be done. */
const PREDICTIONS_AT_ONCE = 20_000;

/** Throws SOURCE_UNKNOWN and CANCELLED; images that cannot be rendered are told of in the answer. */
export function createEstimator({ engine, sources, readLimits, scratch }: EstimatorDeps): Estimator {
  const outcomes = createNewest<string, Outcome>(MOST_OUTCOMES);

  /** One outcome per recipe. */
  async function sampleOf(id: string, recipes: readonly Recipe[], signal?: AbortSignal) {
    const limits = await readLimits();
    const keyOf = (recipe: Recipe) => hash('sha256', JSON.stringify([id, recipe, limits]));
    const wanted = recipes.map((recipe) => ({ recipe, key: keyOf(recipe) }));
    const missing = new Map(
      wanted.filter(({ key }) => outcomes.get(key) === undefined).map(({ key, recipe }) => [key, recipe]),
    );
    const made = missing.size === 0 ? new Map<string, Outcome>() : await render(id, missing, limits, signal);
    for (const [key, outcome] of made) {
      if (outcome.ok || isLasting(outcome.failure)) outcomes.set(key, outcome);
    }
    return wanted.map(({ key }) => made.get(key) ?? outcomes.peek(key));
  }

  async function render(
    id: string,
    recipes: ReadonlyMap<string, Recipe>,
    { limits, fileSeconds }: ProcessingLimits,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, Outcome>> {
    const wanted = await Promise.all(
      [...recipes].map(async ([key, recipe]) => ({ key, recipe, tempPath: await scratch.take() })),
    );
    try {
      const facts = await factsOf(sources, id);
      const path = await sources.confirm(id);
      const { outputs } = await engine.run(
        'render',
        { path, facts, limits, outputs: wanted },
        {
          ...renderCost(facts, { fileSeconds, outputs: wanted.length }),
          abandon: true,
          ...(signal ? { signal } : {}),
        },
      );
      return new Map(
        outputs.map((output) => [
          output.key,
          output.ok
            ? { ok: true, sample: { facts, bytes: output.file.bytes } }
            : { ok: false, failure: output.failure },
        ]),
      );
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'CANCELLED') throw error;
      return new Map(wanted.map(({ key }) => [key, { ok: false, failure }]));
    } finally {
      await scratch.drop(wanted.map(({ tempPath }) => tempPath));
    }
  }

  return async ({ ids, recipes }, signal) => {
    const chosen = spread(ids.map((id) => ({ id, bytes: sources.known(id).bytes })));
    const answers = await Promise.all(chosen.map(({ id }) => sampleOf(id, recipes, signal)));
    // Only now: the samples were looked at meanwhile.
    const known = ids.map(sources.known);
    const outputs: Estimate['outputs'][number][] = [];
    for (const [at, recipe] of recipes.entries()) {
      const samples = answers.flatMap((answer) => {
        const outcome = answer[at];
        return outcome?.ok ? [outcome.sample] : [];
      });
      const predict = bytePredictor(recipe, samples);
      outputs.push(predict === null ? NOTHING : await total(known, predict, signal));
    }
    return {
      outputs,
      sampled: answers.filter((answer) => answer.some((outcome) => outcome?.ok)).length,
      failures: different(answers.flat()),
    };
  };
}

const NOTHING = { bytes: 0, files: 0 };

async function total(
  sources: readonly KnownSource[],
  predict: (source: KnownSource) => number,
  signal?: AbortSignal,
): Promise<{ readonly bytes: number; readonly files: number }> {
  let bytes = 0;
  for (const [at, source] of sources.entries()) {
    bytes += predict(source);
    if (at % PREDICTIONS_AT_ONCE === PREDICTIONS_AT_ONCE - 1) await setImmediate();
    if (signal?.aborted) throw new EaselError('CANCELLED');
  }
  return { bytes: Math.round(bytes), files: sources.length };
}

/** The same reason once. */
function different(outcomes: readonly (Outcome | undefined)[]): readonly Failure[] {
  const byMessage = new Map<string, Failure>();
  for (const outcome of outcomes) {
    if (outcome?.ok === false) byMessage.set(outcome.failure.message, outcome.failure);
  }
  return [...byMessage.values()];
}
