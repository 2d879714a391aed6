/** The narrowest and the widest shape allowed. */
import { Text } from '@mantine/core';
import classes from '../fields/fields.module.css';
import { RatioField } from '../fields/ratio-field.tsx';
import { useRuleTexts } from '../rules.texts.ts';
import type { RuleFormProps } from './rule-form.tsx';

export function RatioRule({ rules, onChange }: RuleFormProps) {
  const t = useRuleTexts();
  const { minRatio, maxRatio } = rules;
  return (
    <div>
      <div className={classes.pair}>
        <RatioField
          path="minRatio"
          label={t('narrowest')}
          value={minRatio ?? ''}
          onChange={(ratio) => onChange(withRatio(rules, 'minRatio', ratio))}
        />
        <RatioField
          path="maxRatio"
          label={t('widest')}
          value={maxRatio ?? ''}
          onChange={(ratio) => onChange(withRatio(rules, 'maxRatio', ratio))}
        />
      </div>
      <Text className={classes.note} mt={4}>
        {t('ratioHelp')}
      </Text>
    </div>
  );
}

/** One end may be open; when both are, the rule would be gone, so the last one stays and says that it is empty. */
function withRatio(
  rules: RuleFormProps['rules'],
  end: 'minRatio' | 'maxRatio',
  ratio: string,
): RuleFormProps['rules'] {
  const other = end === 'minRatio' ? rules.maxRatio : rules.minRatio;
  if (ratio !== '' || other === undefined || other === '') return { ...rules, [end]: ratio };
  const { [end]: _, ...others } = rules;
  return others;
}
