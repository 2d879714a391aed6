/** Edits the rules of one output, one line for each rule that is set. Only rules that can be used are handed on. */
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Rules } from '../../../../shared/preset/preset.ts';
import { IssuesProvider } from './fields/issues.tsx';
import { checkRules } from './model/issues.ts';
import { addRule, dropRule, hasRule, RULE_GROUPS, rulesInUse } from './model/rules.ts';
import { RuleForm } from './rules/rule-form.tsx';
import { RuleLine } from './rules/rule-line.tsx';
import classes from './rules/rules.module.css';
import { useRuleTexts } from './rules.texts.ts';
import { RulesSummary } from './rules-summary.tsx';
import { useDraft } from './use-draft.ts';

export interface RulesEditorProps {
  readonly rules: Rules;
  readonly onChange: (rules: Rules) => void;
  /** Whether what is in the fields right now can be used; called when that changes. */
  readonly onValidity?: (valid: boolean) => void;
  /** Shows the rules in words instead. */
  readonly readOnly?: boolean;
}

export function RulesEditor({ readOnly = false, ...props }: RulesEditorProps) {
  return readOnly ? <RulesSummary rules={props.rules} /> : <RulesForm {...props} />;
}

function RulesForm({ rules: value, onChange, onValidity }: RulesEditorProps) {
  const t = useRuleTexts();
  const { draft: rules, issues, change } = useDraft(value, { check: checkRules, onChange, onValidity });
  const used = rulesInUse(rules);
  return (
    <IssuesProvider issues={issues}>
      <div className={classes.rules}>
        {used.length === 0 && <p className={classes.none}>{t('none')}</p>}
        {used.map((rule) => (
          <RuleLine key={rule} rule={rule} onRemove={() => change(dropRule(rules, rule))}>
            <RuleForm rule={rule} rules={rules} onChange={change} />
          </RuleLine>
        ))}
        <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              disabled={used.length === RULE_GROUPS.flatMap(({ rules: all }) => all).length}
              className={classes.add}
            >
              {t('add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown className={classes.menu}>
            {RULE_GROUPS.map(({ group, rules: names }) => {
              const left = names.filter((rule) => !hasRule(rules, rule));
              return left.length === 0 ? null : (
                <div key={group}>
                  <Menu.Label>{t(`group.${group}`)}</Menu.Label>
                  {left.map((rule) => (
                    <Menu.Item key={rule} onClick={() => change(addRule(rules, rule))}>
                      {t(`rule.${rule}`)}
                    </Menu.Item>
                  ))}
                </div>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      </div>
    </IssuesProvider>
  );
}
