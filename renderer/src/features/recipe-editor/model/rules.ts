/** Rules one by one: which are set, setting and dropping them, and how they read. */
import { describeRules, type RuleName } from '../../../../../shared/preset/compliance.ts';
import type { Rules } from '../../../../../shared/preset/preset.ts';
import { formatName } from '../../../../../shared/preset/rule-words.ts';
import { colorName } from './recipe-words.ts';
import type { Speaker } from './speaker.ts';

/** In the order of a list to choose from; the order of reading is that of `describeRules`. */
export const RULE_GROUPS = [
  {
    group: 'size',
    rules: [
      'minWidth',
      'maxWidth',
      'minHeight',
      'maxHeight',
      'minLongEdge',
      'maxLongEdge',
      'minShortEdge',
      'maxPixels',
      'ratio',
    ],
  },
  { group: 'file', rules: ['maxBytes', 'formats'] },
  { group: 'look', rules: ['colorSpace', 'alpha', 'background', 'minSubjectFill'] },
  { group: 'information', rules: ['keepTags'] },
] as const satisfies readonly { readonly group: string; readonly rules: readonly RuleName[] }[];

const FIRST_VALUES: Readonly<Record<RuleName, Partial<Rules>>> = {
  minWidth: { minWidth: 1000 },
  minHeight: { minHeight: 1000 },
  maxWidth: { maxWidth: 4000 },
  maxHeight: { maxHeight: 4000 },
  minLongEdge: { minLongEdge: 1000 },
  maxLongEdge: { maxLongEdge: 4000 },
  minShortEdge: { minShortEdge: 500 },
  maxPixels: { maxPixels: 25_000_000 },
  ratio: { minRatio: '1:1', maxRatio: '1:1' },
  maxBytes: { maxBytes: 1_000_000 },
  formats: { formats: ['jpeg'] },
  colorSpace: { colorSpace: 'srgb' },
  background: { background: { color: '#ffffff', tolerance: 2, share: 0.98 } },
  // The subject is what is not background, so the two go together.
  minSubjectFill: { minSubjectFill: 0.85 },
  alpha: { alpha: 'opaque' },
  keepTags: { keepTags: ['copyright'] },
};

export function hasRule(rules: Rules, rule: RuleName): boolean {
  switch (rule) {
    case 'ratio':
      return rules.minRatio !== undefined || rules.maxRatio !== undefined;
    case 'alpha':
      return rules.alpha !== 'allowed';
    case 'keepTags':
      return rules.keepTags.length > 0;
    default:
      return rules[rule] !== undefined;
  }
}

export function addRule(rules: Rules, rule: RuleName): Rules {
  const added = { ...rules, ...FIRST_VALUES[rule] };
  return rule === 'minSubjectFill' && !hasRule(rules, 'background')
    ? { ...added, ...FIRST_VALUES.background }
    : added;
}

export function dropRule(rules: Rules, rule: RuleName): Rules {
  switch (rule) {
    case 'ratio':
      return without(rules, ['minRatio', 'maxRatio']);
    case 'alpha':
      return { ...rules, alpha: 'allowed' };
    case 'keepTags':
      return { ...rules, keepTags: [] };
    case 'background':
      return without(rules, ['background', 'minSubjectFill']);
    default:
      return without(rules, [rule]);
  }
}

/** Rules in the order of the groups. */
export function rulesInUse(rules: Rules): readonly RuleName[] {
  return RULE_GROUPS.flatMap(({ rules: names }) => names.filter((name) => hasRule(rules, name)));
}

function without(rules: Rules, names: readonly (keyof Rules)[]): Rules {
  // Only optional rules are ever named here.
  return Object.fromEntries(
    Object.entries(rules).filter(([name]) => !names.some((dropped) => dropped === name)),
  ) as Rules;
}

export interface RuleWords {
  readonly rule: RuleName;
  readonly words: string;
}

/** As `describeRules`, in the language of the interface; a fixed size is one sentence. */
export function ruleWords(rules: Rules, speaker: Speaker): readonly RuleWords[] {
  const { minWidth, minHeight } = rules;
  const exact =
    minWidth !== undefined &&
    minHeight !== undefined &&
    minWidth === rules.maxWidth &&
    minHeight === rules.maxHeight;
  const size: readonly RuleWords[] = exact
    ? [
        {
          rule: 'minWidth',
          words: speaker.rules('exactly', { size: speaker.format.dimensions(minWidth, minHeight) }),
        },
      ]
    : [];
  const told: readonly RuleName[] = exact ? ['minWidth', 'minHeight', 'maxWidth', 'maxHeight'] : [];
  const others = describeRules(rules).filter(({ rule }) => !told.includes(rule));
  return [...size, ...others.map(({ rule }) => ({ rule, words: wordsOf(rules, rule, speaker) }))];
}

function wordsOf(rules: Rules, rule: RuleName, speaker: Speaker): string {
  const { rules: t, recipe, format, figures } = speaker;
  switch (rule) {
    case 'ratio':
      return ratioWords(rules, t);
    case 'maxPixels':
      return t('maxPixels', { pixels: format.count(rules.maxPixels ?? 0) });
    case 'maxBytes':
      return t('maxBytes', { bytes: format.bytes(rules.maxBytes ?? 0) });
    case 'formats':
      return t('formats', { formats: figures.eitherOf((rules.formats ?? []).map(formatName)) });
    case 'colorSpace':
      return t(rules.colorSpace ?? 'srgb');
    case 'background':
      return t('background', {
        color: colorName(rules.background?.color ?? '', recipe),
        share: figures.share(rules.background?.share ?? 0),
      });
    case 'minSubjectFill':
      return t('minSubjectFill', { share: figures.share(rules.minSubjectFill ?? 0) });
    case 'alpha':
      return t(rules.alpha === 'forbidden' ? 'forbidden' : 'opaque');
    case 'keepTags':
      return t('keepTags', { tags: format.list(rules.keepTags.map((tag) => t(`tag.${tag}`))) });
    default:
      return t(rule, { pixels: rules[rule] ?? 0 });
  }
}

function ratioWords({ minRatio, maxRatio }: Rules, t: Speaker['rules']): string {
  if (minRatio === undefined) return t('ratioTo', { max: maxRatio ?? '' });
  if (maxRatio === undefined) return t('ratioFrom', { min: minRatio });
  if (minRatio === maxRatio) return t('ratioOf', { ratio: minRatio });
  return t('ratioBetween', { min: minRatio, max: maxRatio });
}
