/** The fields of one rule. */
import { Checkbox, Group, MultiSelect } from '@mantine/core';
import type { RuleName } from '../../../../../shared/preset/compliance.ts';
import type { Rules } from '../../../../../shared/preset/preset.ts';
import { formatName } from '../../../../../shared/preset/rule-words.ts';
import { OUTPUT_FORMATS } from '../../../../../shared/recipe/recipe.schema.ts';
import { useIssue } from '../fields/issues.tsx';
import { LIST_BOX } from '../fields/list-box.ts';
import { NumberField } from '../fields/number-field.tsx';
import { SelectField } from '../fields/select-field.tsx';
import { useRuleTexts } from '../rules.texts.ts';
import { BackgroundRule } from './background-rule.tsx';
import { RatioRule } from './ratio-rule.tsx';

export interface RuleFormProps {
  readonly rules: Rules;
  readonly onChange: (rules: Rules) => void;
}

const TAGS = ['copyright', 'creator', 'digitalSourceType'] as const;
const BYTES_PER_KB = 1000;

export function RuleForm({ rule, rules, onChange }: RuleFormProps & { readonly rule: RuleName }) {
  const t = useRuleTexts();
  switch (rule) {
    case 'ratio':
      return <RatioRule rules={rules} onChange={onChange} />;
    case 'background':
      return <BackgroundRule rules={rules} onChange={onChange} />;
    case 'formats':
      return <FormatsRule rules={rules} onChange={onChange} />;
    case 'maxBytes':
      return (
        <NumberField
          path={rule}
          label={t('rule.maxBytes')}
          value={rules.maxBytes ?? Number.NaN}
          onChange={(maxBytes) => onChange({ ...rules, maxBytes })}
          scale={1 / BYTES_PER_KB}
          min={0.1}
          step={100}
          decimals={1}
          unit="kB"
        />
      );
    case 'minSubjectFill':
      return (
        <NumberField
          path={rule}
          label={t('rule.minSubjectFill')}
          description={t('needsBackground')}
          value={rules.minSubjectFill ?? Number.NaN}
          onChange={(minSubjectFill) => onChange({ ...rules, minSubjectFill })}
          scale={100}
          max={100}
          decimals={1}
          unit={`% ${t('ofLongerSide')}`}
        />
      );
    case 'colorSpace':
      return (
        <SelectField
          path={rule}
          label={t('rule.colorSpace')}
          choices={[
            { value: 'srgb', label: 'sRGB' },
            { value: 'cmyk', label: 'CMYK' },
          ]}
          value={rules.colorSpace ?? 'srgb'}
          onChange={(colorSpace) => onChange({ ...rules, colorSpace })}
        />
      );
    case 'alpha':
      return (
        <SelectField
          path={rule}
          label={t('rule.alpha')}
          choices={[
            { value: 'opaque', label: t('alpha.opaque') },
            { value: 'forbidden', label: t('alpha.forbidden') },
          ]}
          value={rules.alpha === 'forbidden' ? 'forbidden' : 'opaque'}
          onChange={(alpha) => onChange({ ...rules, alpha })}
        />
      );
    case 'keepTags':
      return <TagsRule rules={rules} onChange={onChange} />;
    default:
      return (
        <NumberField
          path={rule}
          label={t(`rule.${rule}`)}
          value={rules[rule] ?? Number.NaN}
          onChange={(pixels) => onChange({ ...rules, [rule]: pixels })}
          min={1}
          step={rule === 'maxPixels' ? 100_000 : 10}
          unit="px"
        />
      );
  }
}

function FormatsRule({ rules, onChange }: RuleFormProps) {
  const t = useRuleTexts();
  const error = useIssue('formats');
  return (
    <MultiSelect
      label={t('rule.formats')}
      error={error}
      data={OUTPUT_FORMATS.map((format) => ({ value: format, label: formatName(format) }))}
      value={rules.formats ?? []}
      onChange={(chosen) =>
        onChange({ ...rules, formats: OUTPUT_FORMATS.filter((format) => chosen.includes(format)) })
      }
      size="sm"
      {...LIST_BOX}
    />
  );
}

/** The last tag cannot be taken away: without any, there is no rule. */
function TagsRule({ rules, onChange }: RuleFormProps) {
  const t = useRuleTexts();
  return (
    <Checkbox.Group
      label={t('rule.keepTags')}
      value={rules.keepTags}
      onChange={(chosen) => {
        const keepTags = TAGS.filter((tag) => chosen.includes(tag));
        if (keepTags.length > 0) onChange({ ...rules, keepTags });
      }}
    >
      <Group gap="md" mt="xs">
        {TAGS.map((tag) => (
          <Checkbox key={tag} value={tag} label={t(`tag.${tag}`)} size="sm" />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
