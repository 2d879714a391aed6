/** The colour the border must have, how much of it, and how exactly. */
import { ColorField } from '../fields/color-field.tsx';
import classes from '../fields/fields.module.css';
import { NumberField } from '../fields/number-field.tsx';
import { useRuleTexts } from '../rules.texts.ts';
import type { RuleFormProps } from './rule-form.tsx';

export function BackgroundRule({ rules, onChange }: RuleFormProps) {
  const t = useRuleTexts();
  const { background } = rules;
  if (background === undefined) return null;
  const change = (changed: Partial<typeof background>) =>
    onChange({ ...rules, background: { ...background, ...changed } });
  return (
    <div className={classes.fields}>
      <ColorField
        path="background.color"
        label={t('rule.background')}
        value={background.color}
        onChange={(color) => change({ color })}
      />
      <div className={classes.pair}>
        <NumberField
          path="background.share"
          label={t('borderShare')}
          value={background.share}
          onChange={(share) => change({ share })}
          scale={100}
          max={100}
          decimals={1}
          unit="%"
        />
        <NumberField
          path="background.tolerance"
          label={t('borderTolerance')}
          value={background.tolerance}
          onChange={(tolerance) => change({ tolerance })}
          max={255}
          unit={t('levels')}
        />
      </div>
    </div>
  );
}
