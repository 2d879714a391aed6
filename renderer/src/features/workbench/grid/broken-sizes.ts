/** Rules about size that a preset's result will break with a given source, known from the source's header alone. */
import type { SourceFacts } from '../../../../../shared/engine.ts';
import { checkRules, type RuleName } from '../../../../../shared/preset/compliance.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { predictSize } from '../../../../../shared/recipe/geometry.ts';

/** The rest needs the finished file. */
const ABOUT_SIZE: ReadonlySet<RuleName> = new Set<RuleName>([
  'minWidth',
  'minHeight',
  'maxWidth',
  'maxHeight',
  'minLongEdge',
  'maxLongEdge',
  'minShortEdge',
  'maxPixels',
  'ratio',
]);

export interface BrokenSize {
  readonly preset: string;
  readonly message: string;
}

export function brokenSizes(facts: SourceFacts, presets: readonly Preset[]): readonly BrokenSize[] {
  return presets.flatMap(({ name, outputs }) => {
    const messages = outputs.flatMap(({ recipe, rules }) => {
      // What a trim cuts away nobody knows before; icon files hold sizes of their own.
      if (recipe.trim !== undefined || recipe.output.sizes !== undefined) return [];
      const size = predictSize(recipe, facts);
      return checkRules(rules, { facts: { ...facts, ...size } })
        .filter(({ rule, state }) => state === 'broken' && ABOUT_SIZE.has(rule))
        .map(({ message }) => message);
    });
    // Several outputs of one preset usually break the same way.
    const [message] = messages;
    return message === undefined ? [] : [{ preset: name, message }];
  });
}
