/** Rules to read, one sentence each. */
import type { Rules } from '../../../../shared/preset/preset.ts';
import { capitalised } from './model/recipe-words.ts';
import { ruleWords } from './model/rules.ts';
import classes from './rules/rules.module.css';
import { useRuleTexts } from './rules.texts.ts';
import { useSpeaker } from './use-speaker.ts';

export function RulesSummary({ rules }: { readonly rules: Rules }) {
  const t = useRuleTexts();
  const speaker = useSpeaker();
  const words = ruleWords(rules, speaker);
  if (words.length === 0) return <p className={classes.none}>{t('none')}</p>;
  return (
    <ul className={classes.summary}>
      {words.map(({ rule, words: sentence }) => (
        <li key={rule}>{capitalised(sentence)}</li>
      ))}
    </ul>
  );
}
