/** Keeps theme and language as the preferences say; draws nothing. */
import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { resolveLanguage, switchLanguage } from '../i18n/i18n.ts';
import { usePreferences } from './use-preferences.ts';

export function ApplyPreferences() {
  const { theme, language } = usePreferences().values;
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(theme === 'system' ? 'auto' : theme), [theme, setColorScheme]);
  useEffect(() => switchLanguage(resolveLanguage(language, navigator.languages)), [language]);
  return null;
}
