/** What happens when a name is taken. */
import { Select } from '@mantine/core';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { OFFERED_POLICIES } from './forecast.ts';

export function ConflictField() {
  const t = useWorkbenchTexts();
  const { values, update } = usePreferences();
  return (
    <Select
      size="sm"
      w={184}
      aria-label={t('conflict.label')}
      data={OFFERED_POLICIES.map((policy) => ({ value: policy, label: t(`conflict.${policy}`) }))}
      value={values.conflict}
      onChange={(value) => {
        const conflict = OFFERED_POLICIES.find((policy) => policy === value);
        if (conflict !== undefined) update({ conflict });
      }}
      comboboxProps={{ width: 280, position: 'top-start' }}
      renderOption={({ option }) => (
        <span>
          {option.label}
          <br />
          <small>{t(`conflict.help.${policyOf(option.value)}`)}</small>
        </span>
      )}
    />
  );
}

function policyOf(value: string) {
  return OFFERED_POLICIES.find((policy) => policy === value) ?? 'if-changed';
}
