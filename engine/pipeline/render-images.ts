/** One source, N recipes: N finished pixel pipelines, handed to the encoder one by one, with one decoding if it pays. */
import type { InputLimits, SourceFacts } from '../../shared/engine.ts';
import type { Failure } from '../../shared/errors.ts';
import { resolveFormat } from '../../shared/recipe/output-format.ts';
import type { Recipe } from '../../shared/recipe/recipe.ts';
import { toDecodeError } from '../input/decode-error.ts';
import { decodeLevel, type FanOutput, planFanOut } from './fan-out.ts';
import { fileSource } from './file-source.ts';
import type { PixelSource } from './pixel-source.ts';
import { renderOutput } from './render-output.ts';
import type { RenderedImage } from './rendered-image.ts';

export interface RenderRequest<O extends RenderWish> {
  readonly path: string;
  readonly facts: SourceFacts;
  readonly limits: InputLimits;
  readonly outputs: readonly O[];
}

export interface RenderWish {
  readonly key: string;
  readonly recipe: Recipe;
}

export type RenderResult<T> =
  | { readonly key: string; readonly ok: true; readonly value: T }
  | { readonly key: string; readonly ok: false; readonly failure: Failure };

/** Encodes one image. The image's pixels may be computed only now, and its memory is free once this settles. */
export type Finish<O, T> = (image: RenderedImage, output: O) => Promise<T>;

/** Outputs derived from a shared copy that are in work at once: what waits holds only its place in a list. */
const AT_ONCE = 2;

/**
 * Answers each output once, in the order asked, whatever happens to the others. The source is never decoded twice at
 * the same time.
 */
export async function renderImages<O extends RenderWish, T>(
  request: RenderRequest<O>,
  finish: Finish<O, T>,
): Promise<readonly RenderResult<T>[]> {
  const { facts, limits, outputs } = request;
  const results = new Map<O, RenderResult<T>>();
  const run = async (source: PixelSource, { wish, recipe, format }: Planned<O>) => {
    const { key } = wish;
    try {
      const image = await renderOutput(source, recipe, { format, maxPixels: limits.maxPixels });
      results.set(wish, { key, ok: true, value: await finish(image, wish) });
    } catch (error) {
      // Most pixels are only computed while they are encoded: whatever is not named yet is the decoder's.
      results.set(wish, { key, ok: false, failure: toDecodeError(error).toFailure() });
    }
  };
  try {
    const source = await fileSource(request.path, facts, limits);
    const planned = outputs.map((wish) => ({
      wish,
      key: wish.key,
      recipe: wish.recipe,
      format: resolveFormat(wish.recipe.output, {
        sourceFormat: facts.format,
        hasAlpha: facts.hasAlpha,
      }),
    }));
    const { direct, level, shared, toSrgb } = planFanOut(source, planned);
    if (level !== null) await runShared(source, level, toSrgb, shared, run);
    for (const output of direct) await run(source, output);
  } catch (error) {
    const failure = toDecodeError(error).toFailure();
    for (const wish of outputs) {
      if (!results.has(wish)) results.set(wish, { key: wish.key, ok: false, failure });
    }
  }
  return outputs.map((wish) => results.get(wish) as RenderResult<T>);
}

interface Planned<O> extends FanOutput {
  readonly wish: O;
}

/** The copy lives as long as this call. */
async function runShared<O>(
  source: PixelSource,
  level: NonNullable<ReturnType<typeof planFanOut>['level']>,
  toSrgb: boolean,
  outputs: readonly Planned<O>[],
  run: (source: PixelSource, output: Planned<O>) => Promise<void>,
): Promise<void> {
  const embed = outputs.some(({ recipe }) => recipe.color.embed);
  const copy = await decodeLevel(source, level, { toSrgb, embed });
  const waiting = [...outputs];
  const work = async () => {
    for (let output = waiting.shift(); output !== undefined; output = waiting.shift()) {
      await run(copy, output);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
