/** Theme and language; both change at once, without a restart. */
import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import type { PreferenceValues } from '../../../../../shared/contract/preferences.ts';
import { SettingRow } from '../fields/setting-row.tsx';
import { usePreference } from '../fields/use-preference.ts';
import { useSettingsTexts } from '../settings.texts.ts';

const THEMES = ['system', 'light', 'dark'] as const satisfies readonly PreferenceValues['theme'][];
/** Each in its own language, so that nobody is stuck in one they cannot read. */
const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'id', label: 'Bahasa Indonesia' },
] as const satisfies readonly { readonly value: PreferenceValues['language']; readonly label: string }[];

export function AppearanceSection() {
  const t = useSettingsTexts();
  const theme = usePreference('theme');
  const language = usePreference('language');
  const themeLabel = useId();
  const languageLabel = useId();
  return (
    <>
      <SettingRow label={t('theme')} labelId={themeLabel} state={theme.state} onUndo={theme.undo}>
        <SegmentedControl
          aria-labelledby={themeLabel}
          fullWidth
          size="sm"
          data={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
          value={theme.value}
          onChange={(chosen) => {
            const value = THEMES.find((candidate) => candidate === chosen);
            if (value !== undefined) theme.change(value);
          }}
        />
      </SettingRow>
      <SettingRow label={t('language')} labelId={languageLabel} state={language.state} onUndo={language.undo}>
        <SegmentedControl
          aria-labelledby={languageLabel}
          fullWidth
          size="sm"
          data={[{ value: 'auto', label: t('language.auto') }, ...LANGUAGES]}
          value={language.value ?? 'auto'}
          onChange={(chosen) =>
            language.change(LANGUAGES.find(({ value }) => value === chosen)?.value ?? null)
          }
        />
      </SettingRow>
    </>
  );
}
