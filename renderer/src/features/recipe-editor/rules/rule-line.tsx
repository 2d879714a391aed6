/** One rule: its form, and the way to drop it. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { RuleName } from '../../../../../shared/preset/compliance.ts';
import { useRuleTexts } from '../rules.texts.ts';
import classes from './rules.module.css';

export interface RuleLineProps {
  readonly rule: RuleName;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

export function RuleLine({ rule, onRemove, children }: RuleLineProps) {
  const t = useRuleTexts();
  const label = t('remove', { rule: t(`rule.${rule}`) });
  return (
    <div className={classes.line}>
      <div className={classes.form}>{children}</div>
      <Tooltip label={label}>
        <ActionIcon size="sm" aria-label={label} onClick={onRemove}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
