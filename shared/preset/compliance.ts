/**
 * Does a file keep a preset's rules? Pure: facts and measurements in, one check per rule out.
 * Every check carries what was measured and what the limit is, so that a failure explains itself.
 */
import type { FileFacts, Inspection, Measurement, SourceFacts, SourceFormat } from '../engine.ts';
import { parseRatio } from '../recipe/geometry.ts';
import type { OutputFormat } from '../recipe/recipe.ts';
import type { Rules } from './preset.ts';
import { bytes, count, eitherOf, formatName, percent, pixels, shape } from './rule-words.ts';

/** The two ends of the ratio are one rule: the shape. */
export type RuleName = Exclude<keyof Rules, 'minRatio' | 'maxRatio'> | 'ratio';

/** What is known about the file to check; `SourceFacts` of the engine fits as it is. */
export interface CheckedFacts
  extends Pick<SourceFacts, 'width' | 'height' | 'hasAlpha' | 'color' | 'profileName'> {
  readonly format: SourceFormat | OutputFormat;
  readonly file: Pick<FileFacts, 'bytes'>;
}

export interface ComplianceSubject {
  readonly facts: CheckedFacts;
  /** Pixels and metadata of the same file. Without it, the rules that need it stay unmeasured. */
  readonly measurement?: Measurement | undefined;
  /** The picture the file was made from, to see what metadata it had; without it, nothing was to be kept. */
  readonly source?: Inspection | undefined;
}

export interface RuleCheck {
  readonly rule: RuleName;
  readonly state: 'kept' | 'broken' | 'unmeasured';
  /** Empty when unmeasured. */
  readonly measured: string;
  readonly limit: string;
  /** A sentence when broken, else empty. */
  readonly message: string;
}

export interface BrokenRule {
  readonly rule: RuleName;
  readonly measured: string;
  readonly limit: string;
  readonly message: string;
}

/** One check per rule that the preset sets, in reading order. */
export function checkRules(rules: Rules, subject: ComplianceSubject): RuleCheck[] {
  return RULES.flatMap(({ rule, limit, judge }): readonly RuleCheck[] => {
    const text = limit(rules);
    if (text === null) return [];
    const finding = judge(rules, subject);
    if (finding === null) return [{ rule, state: 'unmeasured', measured: '', limit: text, message: '' }];
    const { measured, broken } = finding;
    return [
      { rule, state: broken === null ? 'kept' : 'broken', measured, limit: text, message: broken ?? '' },
    ];
  });
}

export function checkCompliance(rules: Rules, subject: ComplianceSubject): BrokenRule[] {
  return brokenRules(checkRules(rules, subject));
}

export function brokenRules(checks: readonly RuleCheck[]): BrokenRule[] {
  return checks
    .filter(({ state }) => state === 'broken')
    .map(({ rule, measured, limit, message }) => ({ rule, measured, limit, message }));
}

/** For "4 of 4": rules kept among those that could be measured. */
export function countKept(checks: readonly RuleCheck[]): { readonly kept: number; readonly of: number } {
  return {
    kept: checks.filter(({ state }) => state === 'kept').length,
    of: checks.filter(({ state }) => state !== 'unmeasured').length,
  };
}

/** The rules in words, without a file. */
export function describeRules(rules: Rules): { readonly rule: RuleName; readonly limit: string }[] {
  return RULES.flatMap(({ rule, limit }) => {
    const text = limit(rules);
    return text === null ? [] : [{ rule, limit: text }];
  });
}

/** What the engine has to measure a file against, so that the background rules can be told. */
export function backgroundToMeasure({ background }: Rules): { color: string; tolerance: number } | null {
  return background === undefined ? null : { color: background.color, tolerance: background.tolerance };
}

interface Finding {
  readonly measured: string;
  /** The sentence about what is wrong; null when the rule is kept. */
  readonly broken: string | null;
}

interface RuleDefinition {
  readonly rule: RuleName;
  /** Null when the preset does not set the rule. */
  readonly limit: (rules: Rules) => string | null;
  /** Null when the subject lacks what it takes to tell. */
  readonly judge: (rules: Rules, subject: ComplianceSubject) => Finding | null;
}

const longEdge = ({ width, height }: CheckedFacts) => Math.max(width, height);
const shortEdge = ({ width, height }: CheckedFacts) => Math.min(width, height);

const RULES: readonly RuleDefinition[] = [
  atLeast('minWidth', 'width', (facts) => facts.width),
  atLeast('minHeight', 'height', (facts) => facts.height),
  atMost('maxWidth', 'width', (facts) => facts.width),
  atMost('maxHeight', 'height', (facts) => facts.height),
  atLeast('minLongEdge', 'longer side', longEdge),
  atMost('maxLongEdge', 'longer side', longEdge),
  atLeast('minShortEdge', 'shorter side', shortEdge),
  {
    rule: 'maxPixels',
    limit: ({ maxPixels }) => (maxPixels === undefined ? null : `at most ${count(maxPixels)} pixels`),
    judge: ({ maxPixels = 0 }, { facts }) => {
      const total = facts.width * facts.height;
      const broken = `The picture has ${count(total)} pixels; at most ${count(maxPixels)} are allowed.`;
      return { measured: `${count(total)} pixels`, broken: total > maxPixels ? broken : null };
    },
  },
  { rule: 'ratio', limit: ratioLimit, judge: judgeRatio },
  {
    rule: 'maxBytes',
    limit: ({ maxBytes }) => (maxBytes === undefined ? null : `at most ${bytes(maxBytes)}`),
    judge: ({ maxBytes = 0 }, { facts }) => {
      const size = facts.file.bytes;
      const broken = `The file has ${bytes(size)}; at most ${count(maxBytes)} are allowed.`;
      return { measured: bytes(size), broken: size > maxBytes ? broken : null };
    },
  },
  {
    rule: 'formats',
    limit: ({ formats }) => (formats === undefined ? null : eitherOf(formats.map(formatName))),
    judge: ({ formats = [] }, { facts }) => {
      const allowed: readonly string[] = formats;
      const name = formatName(facts.format);
      const broken = `The file is ${name}; it must be ${eitherOf(formats.map(formatName))}.`;
      return { measured: name, broken: allowed.includes(facts.format) ? null : broken };
    },
  },
  {
    rule: 'colorSpace',
    limit: ({ colorSpace }) => (colorSpace === undefined ? null : COLOR_SPACE_NAMES[colorSpace]),
    judge: ({ colorSpace = 'srgb' }, { facts }) => {
      const measured = colorName(facts);
      const kept = colorSpace === 'cmyk' ? facts.color === 'cmyk' : readsAsSrgb(facts);
      const broken = `The colours are ${measured}; they must be ${COLOR_SPACE_NAMES[colorSpace]}.`;
      return { measured, broken: kept ? null : broken };
    },
  },
  {
    rule: 'background',
    limit: ({ background }) =>
      background === undefined ? null : `${background.color} on ${percent(background.share)} of the border`,
    judge: ({ background }, { measurement }) => {
      if (background === undefined || !measurement?.background) return null;
      const { borderShare } = measurement.background;
      const measured = `${background.color} on ${percent(borderShare)} of the border`;
      const within = background.tolerance === 0 ? '' : `, give or take ${background.tolerance} levels`;
      const broken = `${percent(borderShare)} of the border is ${background.color}${within}; at least ${percent(background.share)} must be.`;
      return { measured, broken: borderShare < background.share ? broken : null };
    },
  },
  {
    rule: 'minSubjectFill',
    limit: ({ minSubjectFill }) =>
      minSubjectFill === undefined
        ? null
        : `subject spans at least ${percent(minSubjectFill)} of the longer side`,
    judge: ({ minSubjectFill = 0 }, { facts, measurement }) => {
      if (!measurement?.background) return null;
      const fill = subjectFill(facts, measurement.background);
      const broken = `The subject spans ${percent(fill)} of the longer side; it must span at least ${percent(minSubjectFill)}.`;
      return { measured: percent(fill), broken: fill < minSubjectFill ? broken : null };
    },
  },
  { rule: 'alpha', limit: ({ alpha }) => ALPHA_LIMITS[alpha], judge: judgeAlpha },
  {
    rule: 'keepTags',
    limit: ({ keepTags }) => (keepTags.length === 0 ? null : `keeps ${keepTags.map(tagName).join(', ')}`),
    judge: judgeTags,
  },
];

type Side = Extract<
  RuleName,
  'minWidth' | 'minHeight' | 'maxWidth' | 'maxHeight' | 'minLongEdge' | 'maxLongEdge' | 'minShortEdge'
>;

function atLeast(rule: Side, what: string, read: (facts: CheckedFacts) => number) {
  return sideRule(rule, what, read, 'at least', (side, limit) => side >= limit);
}

function atMost(rule: Side, what: string, read: (facts: CheckedFacts) => number) {
  return sideRule(rule, what, read, 'at most', (side, limit) => side <= limit);
}

function sideRule(
  rule: Side,
  what: string,
  read: (facts: CheckedFacts) => number,
  bound: string,
  keeps: (side: number, limit: number) => boolean,
): RuleDefinition {
  return {
    rule,
    limit: (rules) => {
      const limit = rules[rule];
      return limit === undefined ? null : `${what} ${bound} ${pixels(limit)}`;
    },
    judge: (rules, { facts }) => {
      const limit = rules[rule] ?? 0;
      const side = read(facts);
      const broken = `The ${what} is ${pixels(side)}; it must be ${bound} ${pixels(limit)}.`;
      return { measured: pixels(side), broken: keeps(side, limit) ? null : broken };
    },
  };
}

function ratioLimit({ minRatio, maxRatio }: Rules): string | null {
  if (minRatio === undefined && maxRatio === undefined) return null;
  if (minRatio === maxRatio) return String(minRatio);
  if (maxRatio === undefined) return `${minRatio} or wider`;
  if (minRatio === undefined) return `${maxRatio} or narrower`;
  return `between ${minRatio} and ${maxRatio}`;
}

/** Whole pixels rarely hit a ratio exactly, so half a pixel on either side is forgiven. */
function judgeRatio(rules: Rules, { facts: { width, height } }: ComplianceSubject): Finding {
  const widest = (width + 0.5) / (height - 0.5);
  const narrowest = (width - 0.5) / (height + 0.5);
  const kept =
    (rules.minRatio === undefined || widest >= parseRatio(rules.minRatio)) &&
    (rules.maxRatio === undefined || narrowest <= parseRatio(rules.maxRatio));
  const measured = shape(width, height);
  return { measured, broken: kept ? null : `The shape is ${measured}; it must be ${ratioLimit(rules)}.` };
}

const COLOR_SPACE_NAMES = { srgb: 'sRGB', cmyk: 'CMYK' } as const;

/** Grey pixels look the same in sRGB, and a 16-bit file may still carry an sRGB profile. */
function readsAsSrgb({ color, profileName }: CheckedFacts): boolean {
  if (color === 'other') return /srgb/i.test(profileName ?? '');
  return color === 'srgb' || color === 'srgb-untagged' || color === 'gray';
}

function colorName({ color, profileName }: CheckedFacts): string {
  switch (color) {
    case 'srgb':
      return 'sRGB';
    case 'srgb-untagged':
      return 'sRGB without a profile';
    case 'gray':
      return 'grey';
    case 'cmyk':
      return 'CMYK';
    default:
      // sP3C is the compact Display P3 profile that many programs embed.
      if (profileName === 'sP3C') return 'Display P3';
      return profileName ?? (color === 'wide' ? 'wider than sRGB' : 'of another kind');
  }
}

/** Longer side of the subject as a share of the longer side of the picture. */
function subjectFill(
  { width, height }: CheckedFacts,
  subject: NonNullable<Measurement['background']>,
): number {
  return Math.max(subject.subjectWidth * width, subject.subjectHeight * height) / Math.max(width, height);
}

const ALPHA_LIMITS: Readonly<Record<Rules['alpha'], string | null>> = {
  allowed: null,
  opaque: 'no see-through pixel',
  forbidden: 'no alpha channel',
};

function judgeAlpha(rules: Rules, { facts, measurement }: ComplianceSubject): Finding | null {
  if (!facts.hasAlpha) return { measured: 'no alpha channel', broken: null };
  const transparent = measurement?.transparent;
  if (rules.alpha === 'forbidden') {
    const opaque = transparent === false ? ', although every pixel is opaque' : '';
    return {
      measured: 'an alpha channel',
      broken: `The file has an alpha channel${opaque}; it must have none.`,
    };
  }
  if (transparent === undefined) return null;
  return transparent
    ? { measured: 'see-through pixels', broken: 'Some pixels are see-through; every pixel must be opaque.' }
    : { measured: 'every pixel opaque', broken: null };
}

type Tag = Rules['keepTags'][number];

function judgeTags({ keepTags }: Rules, { measurement, source }: ComplianceSubject): Finding | null {
  const expected = keepTags.filter((tag) => source !== undefined && source[tag] !== null);
  if (expected.length === 0) return { measured: 'nothing to keep', broken: null };
  if (measurement === undefined) return null;
  const lost = expected.filter((tag) => measurement.inspection[tag] === null).map(tagName);
  if (lost.length === 0) return { measured: `kept ${expected.map(tagName).join(', ')}`, broken: null };
  return {
    measured: `lost ${lost.join(', ')}`,
    broken: `The source has ${lost.join(', ')}, but the file does not; it must be kept.`,
  };
}

function tagName(tag: Tag): string {
  return { copyright: 'copyright', creator: 'creator', digitalSourceType: 'digital source type' }[tag];
}
