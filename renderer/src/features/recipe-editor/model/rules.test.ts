/** Rules can be added, dropped and read one by one, and say what the check says. */
import { describe, expect, it } from 'vitest';
import { describeRules } from '../../../../../shared/preset/compliance.ts';
import { Rules as RulesSchema } from '../../../../../shared/preset/preset.schema.ts';
import { addRule, dropRule, hasRule, RULE_GROUPS, rulesInUse, ruleWords } from './rules.ts';
import { speakerOf } from './testing.ts';

const none = RulesSchema.parse({});
const everyRule = RULE_GROUPS.flatMap(({ rules }) => [...rules]);

describe.each(everyRule)('%s', (rule) => {
  it('starts with a value the schema takes and the check understands', () => {
    const added = addRule(none, rule);
    expect(RulesSchema.parse(added)).toEqual(added);
    expect(hasRule(added, rule)).toBe(true);
    expect(describeRules(added).map((told) => told.rule)).toContain(rule);
  });

  it('leaves nothing behind when dropped', () => {
    const added = addRule(none, rule);
    const dropped = rule === 'minSubjectFill' ? dropRule(added, 'background') : dropRule(added, rule);
    expect(dropped).toEqual(none);
  });

  it('has words', async () => {
    for (const language of ['en', 'id'] as const) {
      const words = ruleWords(addRule(none, rule), await speakerOf(language));
      expect(words.every((told) => told.words !== '' && !/[{}]/.test(told.words))).toBe(true);
    }
  });
});

it('can be told one by one: no rule is missing from the groups', () => {
  const all = everyRule.reduce(addRule, none);
  expect(new Set(describeRules(all).map(({ rule }) => rule))).toEqual(new Set(everyRule));
  expect(rulesInUse(all)).toEqual(everyRule);
});

it('measures a subject against a border colour, so both come and go together', () => {
  expect(hasRule(addRule(none, 'minSubjectFill'), 'background')).toBe(true);
  expect(hasRule(dropRule(addRule(none, 'minSubjectFill'), 'background'), 'minSubjectFill')).toBe(false);
});

it('says a fixed size in one sentence', async () => {
  const rules = RulesSchema.parse({
    minWidth: 180,
    maxWidth: 180,
    minHeight: 180,
    maxHeight: 180,
    formats: ['png'],
  });
  expect(ruleWords(rules, await speakerOf('en')).map(({ words }) => words)).toEqual([
    'exactly 180 × 180 px',
    'as PNG',
  ]);
});

it('reads as the check reads', async () => {
  const rules = RulesSchema.parse({
    minWidth: 320,
    minRatio: '1.9:1',
    maxRatio: '1.92:1',
    maxBytes: 8_000_000,
    formats: ['jpeg', 'png', 'gif'],
    background: { color: '#ffffff' },
    keepTags: ['copyright', 'digitalSourceType'],
  });
  expect(ruleWords(rules, await speakerOf('en')).map(({ words }) => words)).toEqual([
    'width at least 320 px',
    'shape between 1.9:1 and 1.92:1',
    'at most 8 MB',
    'as JPEG, PNG or GIF',
    'border white on at least 98%',
    'keeps copyright and where the image came from when the source has it',
  ]);
});
