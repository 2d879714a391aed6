/** Whether the result keeps the preset's rules: one sign, and every rule on request. */
import { Popover, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react';
import { countKept, type RuleCheck } from '../../../../../shared/preset/compliance.ts';
import type { Rules } from '../../../../../shared/preset/preset.ts';
import { ruleWords } from '../../recipe-editor/model/rules.ts';
import { useSpeaker } from '../../recipe-editor/use-speaker.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './rule-checks.module.css';

export interface RuleChecksProps {
  readonly checks: readonly RuleCheck[];
  readonly rules: Rules;
}

export function RuleChecks({ checks, rules }: RuleChecksProps) {
  const t = useWorkbenchTexts();
  if (checks.length === 0) return null;
  const { kept, of } = countKept(checks);
  const broken = of - kept;
  return (
    <Popover position="top-end" withArrow={false}>
      <Popover.Target>
        <UnstyledButton className={classes.sum} data-broken={broken > 0 || undefined}>
          {broken > 0 ? (
            <IconAlertTriangle size={14} stroke={2} aria-hidden />
          ) : (
            <IconCheck size={14} stroke={2.5} aria-hidden />
          )}
          {broken > 0 ? t('rules.broken', { count: broken, of }) : t('rules.kept', { count: of })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <CheckList checks={checks} rules={rules} />
      </Popover.Dropdown>
    </Popover>
  );
}

const SIGNS = {
  kept: IconCheck,
  broken: IconAlertTriangle,
  unmeasured: IconMinus,
} as const;

function CheckList({ checks, rules }: RuleChecksProps) {
  const t = useWorkbenchTexts();
  const speaker = useSpeaker();
  const words = new Map(ruleWords(rules, speaker).map(({ rule, words: sentence }) => [rule, sentence]));
  return (
    <ul className={classes.list}>
      {checks.map(({ rule, state, measured, limit }) => {
        const Sign = SIGNS[state];
        return (
          <li key={rule} className={classes.check} data-state={state}>
            <Sign size={14} stroke={2} aria-label={t(`rules.state.${state}`)} />
            <span className={classes.rule}>{words.get(rule) ?? limit}</span>
            {measured !== '' && <span className={classes.measured}>{measured}</span>}
          </li>
        );
      })}
    </ul>
  );
}
