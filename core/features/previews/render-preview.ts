/** Makes one output of one source for looking at, exactly as a batch would, and checks it against the rules. */
import type { Measurement, RenderedOutput, SourceFacts } from '../../../shared/engine.ts';
import { EaselError } from '../../../shared/errors.ts';
import { backgroundToMeasure, checkRules, type RuleCheck } from '../../../shared/preset/compliance.ts';
import type { Rules } from '../../../shared/preset/preset.ts';
import type { Recipe } from '../../../shared/recipe/recipe.ts';
import type { Engine } from '../../engine/engine.ts';
import { renderCost } from '../../engine/render-cost.ts';
import type { ProcessingLimits } from '../images/images.service.ts';

export interface PreviewTask {
  readonly path: string;
  readonly facts: SourceFacts;
  readonly recipe: Recipe;
  readonly rules: Rules;
  readonly tempPath: string;
}

export interface RenderedPreview {
  readonly rendered: RenderedOutput;
  readonly checks: readonly RuleCheck[];
  /** Of the result; null for a format that Easel writes and cannot read (ICNS). */
  readonly facts: SourceFacts | null;
}

interface RenderDeps {
  readonly engine: Engine;
  readonly limits: ProcessingLimits;
  readonly signal: AbortSignal | undefined;
}

export async function renderPreview(deps: RenderDeps, task: PreviewTask): Promise<RenderedPreview> {
  const { engine, limits, signal } = deps;
  const { path, facts, recipe, tempPath } = task;
  const { outputs } = await engine.run(
    'render',
    { path, facts, limits: limits.limits, outputs: [{ key: '', recipe, tempPath }] },
    {
      ...renderCost(facts, { fileSeconds: limits.fileSeconds, outputs: 1 }),
      ...waiting(signal),
      priority: 'interactive',
    },
  );
  const [rendered] = outputs;
  if (rendered === undefined) throw new EaselError('INTERNAL', { reason: 'the engine gave no answer' });
  if (!rendered.ok) throw new EaselError(rendered.failure.code, rendered.failure.data);
  if (rendered.format === 'icns') {
    return { rendered, checks: checkRules(task.rules, { facts: iconFacts(rendered) }), facts: null };
  }
  return { rendered, ...(await measure(deps, task)) };
}

async function measure(
  { engine, limits, signal }: RenderDeps,
  { path, rules, tempPath }: PreviewTask,
): Promise<{ readonly checks: readonly RuleCheck[]; readonly facts: SourceFacts }> {
  const options = { limitMs: limits.lookMs, ...waiting(signal) };
  const look = {
    path: tempPath,
    limits: limits.limits,
    background: backgroundToMeasure(rules),
  };
  const measurement: Measurement = await engine.run('measure', look, options);
  const source =
    rules.keepTags.length === 0
      ? undefined
      : await engine.run('inspect', { path, limits: limits.limits }, options);
  const { facts } = measurement.inspection;
  return { checks: checkRules(rules, { facts, measurement, source }), facts };
}

/** Somebody who changes his mind must not cost a batch its files in work. */
function waiting(signal: AbortSignal | undefined) {
  return { abandon: true, ...(signal ? { signal } : {}) };
}

function iconFacts({ width, height, file }: RenderedOutput) {
  return {
    format: 'icns',
    width,
    height,
    hasAlpha: true,
    color: 'srgb-untagged',
    profileName: null,
    file,
  } as const;
}
