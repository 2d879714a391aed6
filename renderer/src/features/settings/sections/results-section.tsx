/** Where results go, what they are called, and what happens when a name is taken. */
import { Select } from '@mantine/core';
import { useId } from 'react';
import type { CONFLICT_POLICIES } from '../../../../../shared/job.ts';
import { LIST_BOX } from '../../recipe-editor/fields/list-box.ts';
import { Toggle } from '../../recipe-editor/fields/toggle.tsx';
import { FolderField } from '../fields/folder-field.tsx';
import { SettingRow } from '../fields/setting-row.tsx';
import { TemplateField } from '../fields/template-field.tsx';
import { usePreference } from '../fields/use-preference.ts';
import { useSettingsTexts } from '../settings.texts.ts';
import classes from './sections.module.css';

/** The safest first. */
const POLICIES = [
  'if-changed',
  'rename',
  'skip',
  'overwrite',
] as const satisfies (typeof CONFLICT_POLICIES)[number][];

export function ResultsSection() {
  const t = useSettingsTexts();
  const conflict = usePreference('conflict');
  const keepTree = usePreference('keepTree');
  const conflictId = useId();
  const treeId = useId();
  return (
    <>
      <p className={classes.lead}>{t('resultsHelp')}</p>
      <FolderField />
      <TemplateField />
      <SettingRow label={t('conflict')} htmlFor={conflictId} state={conflict.state} onUndo={conflict.undo}>
        <Select
          id={conflictId}
          data={POLICIES.map((policy) => ({ value: policy, label: t(`conflict.${policy}`) }))}
          value={conflict.value}
          onChange={(policy) => policy !== null && conflict.change(policy)}
          renderOption={({ option }) => (
            <span>
              {option.label}
              <span className={classes.optionHelp}>{t(`conflict.${option.value}Help`)}</span>
            </span>
          )}
          description={t(`conflict.${conflict.value}Help`)}
          inputWrapperOrder={['input', 'description']}
          size="sm"
          {...LIST_BOX}
        />
      </SettingRow>
      <SettingRow
        label={t('keepTree')}
        htmlFor={treeId}
        help={t('keepTreeHelp')}
        state={keepTree.state}
        onUndo={keepTree.undo}
      >
        <div className={classes.toggle}>
          <Toggle id={treeId} checked={keepTree.value} onChange={keepTree.change} />
        </div>
      </SettingRow>
    </>
  );
}
