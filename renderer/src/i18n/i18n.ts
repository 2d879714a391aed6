/** The language of the interface, switched without a restart. Texts are added by the features that use them. */
import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { PreferenceValues } from '../../../shared/contract/preferences.ts';

export type Language = NonNullable<PreferenceValues['language']>;

export const i18n: I18n = createInstance();

/** Settled at once: nothing is loaded from anywhere. */
void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: {},
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  returnNull: false,
  // React escapes; placeholders look like those of the error catalogue.
  interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  react: { useSuspense: false },
});

export function currentLanguage(): Language {
  return i18n.language === 'id' ? 'id' : 'en';
}

/** The language to use for what a person chose; null means that of the computer. */
export function resolveLanguage(chosen: Language | null, ofComputer: readonly string[]): Language {
  if (chosen !== null) return chosen;
  const first = ofComputer
    .map((tag) => tag.toLowerCase().split('-')[0])
    .find((tag) => tag === 'en' || tag === 'id');
  return first === 'id' ? 'id' : 'en';
}

export function switchLanguage(language: Language): void {
  if (i18n.language !== language) void i18n.changeLanguage(language);
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}
