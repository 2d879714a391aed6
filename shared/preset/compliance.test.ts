/** Tests every rule against known answers, at its boundary, and over many random files. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Inspection, Measurement, SourceFacts } from '../engine.ts';
import type { ComplianceSubject } from './compliance.ts';
import {
  backgroundToMeasure,
  brokenRules,
  checkCompliance,
  checkRules,
  countKept,
  describeRules,
} from './compliance.ts';
import type { PresetInput } from './preset.schema.ts';
import { Rules as RulesSchema } from './preset.schema.ts';
import type { Rules } from './preset.ts';

type RulesInput = NonNullable<PresetInput['outputs'][number]['rules']>;

function rules(input: RulesInput): Rules {
  return RulesSchema.parse(input);
}

function facts(over: Partial<SourceFacts> = {}): SourceFacts {
  return {
    format: 'jpeg',
    width: 1000,
    height: 1000,
    orientation: 1,
    pages: 1,
    hasAlpha: false,
    color: 'srgb',
    profileName: 'sRGB',
    bitsPerSample: 8,
    takenAt: null,
    file: { bytes: 100_000, mtimeMs: 0, ctimeMs: 0, sha256: '' },
    ...over,
  };
}

function inspection(over: Partial<Inspection> = {}): Inspection {
  return {
    facts: facts(),
    groups: [],
    copyright: null,
    creator: null,
    digitalSourceType: null,
    camera: null,
    density: null,
    ...over,
  };
}

function measurement(over: Partial<Measurement> = {}): Measurement {
  return { inspection: inspection(), transparent: false, background: null, ...over };
}

function file(over: Partial<SourceFacts>): ComplianceSubject {
  return { facts: facts(over) };
}

function bytes(size: number): ComplianceSubject {
  return file({ file: { bytes: size, mtimeMs: 0, ctimeMs: 0, sha256: '' } });
}

function onBackground(borderShare: number, subjectWidth = 0.9, subjectHeight = 0.9): ComplianceSubject {
  return {
    facts: facts(),
    measurement: measurement({ background: { borderShare, subjectWidth, subjectHeight } }),
  };
}

const white = { color: '#ffffff', tolerance: 2, share: 0.98 };

describe('checkCompliance at each boundary', () => {
  const cases: [string, RulesInput, ComplianceSubject, ComplianceSubject][] = [
    ['minWidth', { minWidth: 500 }, file({ width: 500 }), file({ width: 499 })],
    ['minHeight', { minHeight: 500 }, file({ height: 500 }), file({ height: 499 })],
    ['maxWidth', { maxWidth: 500 }, file({ width: 500 }), file({ width: 501 })],
    ['maxHeight', { maxHeight: 500 }, file({ height: 500 }), file({ height: 501 })],
    ['minLongEdge', { minLongEdge: 1000 }, file({ width: 10 }), file({ width: 999, height: 999 })],
    ['maxLongEdge', { maxLongEdge: 1000 }, file({ width: 10 }), file({ width: 1001, height: 10 })],
    ['minShortEdge', { minShortEdge: 1000 }, file({ width: 5000 }), file({ width: 5000, height: 999 })],
    ['maxPixels', { maxPixels: 1_000_000 }, file({}), file({ width: 1001 })],
    ['maxBytes', { maxBytes: 100 }, bytes(100), bytes(101)],
    ['ratio', { minRatio: '4:5', maxRatio: '4:5' }, file({ width: 800 }), file({ width: 798 })],
    ['ratio', { minRatio: '1:2.1' }, file({ height: 2100 }), file({ height: 2103 })],
    ['ratio', { maxRatio: '2:3' }, file({ height: 1500 }), file({ height: 1497 })],
    ['formats', { formats: ['jpeg', 'png'] }, file({ format: 'png' }), file({ format: 'webp' })],
    ['colorSpace', { colorSpace: 'srgb' }, file({ color: 'srgb-untagged' }), file({ color: 'wide' })],
    ['colorSpace', { colorSpace: 'srgb' }, file({ color: 'gray' }), file({ color: 'cmyk' })],
    ['colorSpace', { colorSpace: 'cmyk' }, file({ color: 'cmyk' }), file({ color: 'srgb' })],
    ['background', { background: white }, onBackground(0.98), onBackground(0.9799)],
    [
      'minSubjectFill',
      { background: white, minSubjectFill: 0.85 },
      onBackground(1, 0.85, 0.2),
      onBackground(1, 0.2, 0.849),
    ],
    [
      'alpha',
      { alpha: 'opaque' },
      { facts: facts({ hasAlpha: true }), measurement: measurement() },
      { facts: facts({ hasAlpha: true }), measurement: measurement({ transparent: true }) },
    ],
    ['alpha', { alpha: 'forbidden' }, file({ hasAlpha: false }), file({ hasAlpha: true })],
    [
      'keepTags',
      { keepTags: ['copyright'] },
      {
        facts: facts(),
        measurement: measurement({ inspection: inspection({ copyright: '© A' }) }),
        source: inspection({ copyright: '© A' }),
      },
      { facts: facts(), measurement: measurement(), source: inspection({ copyright: '© A' }) },
    ],
  ];

  test.each(cases)('%s %j', (rule, input, keeping, breaking) => {
    expect(checkCompliance(rules(input), keeping)).toEqual([]);
    expect(checkCompliance(rules(input), breaking).map((broken) => broken.rule)).toEqual([rule]);
  });
});

describe('what a broken rule says', () => {
  test.each<[RulesInput, ComplianceSubject, string, string, string]>([
    [
      { minLongEdge: 1000 },
      file({ width: 800, height: 600 }),
      '800 px',
      'longer side at least 1,000 px',
      'The longer side is 800 px; it must be at least 1,000 px.',
    ],
    [
      { maxBytes: 8_000_000 },
      bytes(8_000_001),
      '8,000,001 bytes',
      'at most 8,000,000 bytes',
      'The file has 8,000,001 bytes; at most 8,000,000 are allowed.',
    ],
    [
      { maxPixels: 36_152_320 },
      file({ width: 36_152_321, height: 1 }),
      '36,152,321 pixels',
      'at most 36,152,320 pixels',
      'The picture has 36,152,321 pixels; at most 36,152,320 are allowed.',
    ],
    [
      { minRatio: '1.9:1', maxRatio: '1.92:1' },
      file({ width: 1500 }),
      '1,500 × 1,000 (1.5:1)',
      'between 1.9:1 and 1.92:1',
      'The shape is 1,500 × 1,000 (1.5:1); it must be between 1.9:1 and 1.92:1.',
    ],
    [
      { formats: ['jpeg', 'png', 'gif'] },
      file({ format: 'jxl' }),
      'JPEG XL',
      'JPEG, PNG or GIF',
      'The file is JPEG XL; it must be JPEG, PNG or GIF.',
    ],
    [
      { colorSpace: 'srgb' },
      file({ color: 'wide', profileName: 'Display P3' }),
      'Display P3',
      'sRGB',
      'The colours are Display P3; they must be sRGB.',
    ],
    [
      { background: white },
      onBackground(0.979999),
      '#ffffff on 97.99 % of the border',
      '#ffffff on 98 % of the border',
      '97.99 % of the border is #ffffff, give or take 2 levels; at least 98 % must be.',
    ],
    [
      { background: white, minSubjectFill: 0.85 },
      onBackground(1, 0.62, 0.4),
      '62 %',
      'subject spans at least 85 % of the longer side',
      'The subject spans 62 % of the longer side; it must span at least 85 %.',
    ],
    [
      { alpha: 'forbidden' },
      { facts: facts({ hasAlpha: true }), measurement: measurement() },
      'an alpha channel',
      'no alpha channel',
      'The file has an alpha channel, although every pixel is opaque; it must have none.',
    ],
    [
      { keepTags: ['copyright', 'digitalSourceType'] },
      {
        facts: facts(),
        measurement: measurement({ inspection: inspection({ copyright: '© A' }) }),
        source: inspection({ copyright: '© A', digitalSourceType: 'trainedAlgorithmicMedia' }),
      },
      'lost digital source type',
      'keeps copyright, digital source type',
      'The source has digital source type, but the file does not; it must be kept.',
    ],
  ])('%j', (input, subject, measured, limit, message) => {
    expect(checkCompliance(rules(input), subject)).toEqual([
      { rule: expect.any(String), measured, limit, message },
    ]);
  });
});

describe('checkRules', () => {
  test('measures the subject against the longer side of the picture', () => {
    const bottle: ComplianceSubject = {
      facts: facts({ width: 2000, height: 1000 }),
      measurement: measurement({ background: { borderShare: 1, subjectWidth: 0.2, subjectHeight: 1 } }),
    };
    const [broken] = checkCompliance(rules({ background: white, minSubjectFill: 0.8 }), bottle);
    expect(broken?.measured).toBe('50 %');
  });

  test('forgives half a pixel of rounding in a shape, no more', () => {
    const nearest = rules({ minRatio: '1.91:1', maxRatio: '1.91:1' });
    expect(checkCompliance(nearest, file({ width: 1080, height: 565 }))).toEqual([]);
    expect(checkCompliance(nearest, file({ width: 1080, height: 566 }))).toEqual([]);
    expect(checkCompliance(nearest, file({ width: 1080, height: 568 }))).toHaveLength(1);
  });

  test('leaves unmeasured what it cannot know, and does not count it', () => {
    const all = rules({ minWidth: 1, background: white, minSubjectFill: 0.5, alpha: 'opaque' });
    const checks = checkRules(all, file({ hasAlpha: true }));
    expect(checks.map(({ rule, state }) => [rule, state])).toEqual([
      ['minWidth', 'kept'],
      ['background', 'unmeasured'],
      ['minSubjectFill', 'unmeasured'],
      ['alpha', 'unmeasured'],
    ]);
    expect(countKept(checks)).toEqual({ kept: 1, of: 1 });
    expect(brokenRules(checks)).toEqual([]);
  });

  test('a file without a source has no tags to lose', () => {
    const google = rules({ keepTags: ['digitalSourceType'] });
    expect(checkRules(google, file({}))).toMatchObject([{ state: 'kept', measured: 'nothing to keep' }]);
    expect(checkRules(google, { facts: facts(), source: inspection() })).toMatchObject([{ state: 'kept' }]);
    expect(
      checkRules(google, { facts: facts(), source: inspection({ digitalSourceType: 'x' }) }),
    ).toMatchObject([{ state: 'unmeasured' }]);
  });

  test('names other colours, and takes a 16-bit file as sRGB only by its profile', () => {
    const srgb = rules({ colorSpace: 'srgb' });
    expect(
      checkCompliance(srgb, file({ color: 'other', profileName: 'sRGB IEC61966-2.1', bitsPerSample: 16 })),
    ).toEqual([]);
    expect(checkCompliance(srgb, file({ color: 'wide', profileName: 'sP3C' }))).toMatchObject([
      { measured: 'Display P3' },
    ]);
    expect(checkCompliance(srgb, file({ color: 'other', profileName: null }))).toMatchObject([
      { measured: 'of another kind' },
    ]);
  });

  test('a preset without rules checks nothing', () => {
    expect(checkRules(rules({}), file({}))).toEqual([]);
    expect(describeRules(rules({}))).toEqual([]);
    expect(backgroundToMeasure(rules({}))).toBeNull();
  });

  test('asks the engine for the colour of the rule', () => {
    expect(backgroundToMeasure(rules({ background: white }))).toEqual({ color: '#ffffff', tolerance: 2 });
  });
});

const side = fc.integer({ min: 1, max: 20_000 });
const anyRules = fc
  .record(
    {
      minWidth: side,
      minHeight: side,
      maxWidth: side,
      maxHeight: side,
      minLongEdge: side,
      maxLongEdge: side,
      minShortEdge: side,
      maxPixels: fc.integer({ min: 1, max: 400_000_000 }),
      maxBytes: fc.integer({ min: 1, max: 30_000_000 }),
    },
    { requiredKeys: [] },
  )
  .map(rules);
const anyFile = fc
  .record({ width: side, height: side, bytes: fc.integer({ min: 1, max: 30_000_000 }) })
  .map(({ width, height, bytes: size }) => ({
    facts: facts({ width, height, file: { bytes: size, mtimeMs: 0, ctimeMs: 0, sha256: '' } }),
  }));

describe('over many files', () => {
  test('one check per rule set, as described, broken exactly when the comparison fails', () => {
    fc.assert(
      fc.property(anyRules, anyFile, (given, subject) => {
        const checks = checkRules(given, subject);
        expect(checks.map(({ rule, limit }) => ({ rule, limit }))).toEqual(describeRules(given));
        const { width, height, file: size } = subject.facts;
        const expected: string[] = [];
        if (width < (given.minWidth ?? 0)) expected.push('minWidth');
        if (height < (given.minHeight ?? 0)) expected.push('minHeight');
        if (width > (given.maxWidth ?? Number.POSITIVE_INFINITY)) expected.push('maxWidth');
        if (height > (given.maxHeight ?? Number.POSITIVE_INFINITY)) expected.push('maxHeight');
        if (Math.max(width, height) < (given.minLongEdge ?? 0)) expected.push('minLongEdge');
        if (Math.max(width, height) > (given.maxLongEdge ?? Number.POSITIVE_INFINITY))
          expected.push('maxLongEdge');
        if (Math.min(width, height) < (given.minShortEdge ?? 0)) expected.push('minShortEdge');
        if (width * height > (given.maxPixels ?? Number.POSITIVE_INFINITY)) expected.push('maxPixels');
        if (size.bytes > (given.maxBytes ?? Number.POSITIVE_INFINITY)) expected.push('maxBytes');
        expect(brokenRules(checks).map(({ rule }) => rule)).toEqual(expected);
      }),
    );
  });

  test('a shape rounded to whole pixels keeps the ratio it was made for', () => {
    const part = fc.integer({ min: 1, max: 32 });
    fc.assert(
      fc.property(part, part, fc.integer({ min: 32, max: 8000 }), (x, y, width) => {
        const height = Math.max(1, Math.round((width * y) / x));
        const ratio = `${x}:${y}`;
        expect(checkCompliance(rules({ minRatio: ratio, maxRatio: ratio }), file({ width, height }))).toEqual(
          [],
        );
      }),
    );
  });

  test('a share below the limit never reads as the limit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.98, maxExcluded: true, noNaN: true }), (share) => {
        fc.pre(share < 0.98 - 1e-9);
        const [broken] = checkCompliance(rules({ background: white }), onBackground(share));
        expect(broken?.message.startsWith('98 %')).toBe(false);
      }),
    );
  });
});
