/** The number formats of the language in use. */
import { useTranslation } from 'react-i18next';
import { currentLanguage, type Language } from '../i18n/i18n.ts';
import { type Format, formatFor } from './format.ts';

const made = new Map<Language, Format>();

/** Dates in English follow the English of the computer: 3 March or March 3. */
function localeOf(language: Language): string {
  if (language === 'id') return 'id-ID';
  const ofComputer = globalThis.navigator?.languages ?? [];
  return ofComputer.find((tag) => tag.toLowerCase().startsWith('en')) ?? 'en-GB';
}

/** Outside components. */
export function currentFormat(): Format {
  const language = currentLanguage();
  const known = made.get(language) ?? formatFor(localeOf(language));
  made.set(language, known);
  return known;
}

/** Inside components: draws again when the language changes. */
export function useFormat(): Format {
  useTranslation();
  return currentFormat();
}
