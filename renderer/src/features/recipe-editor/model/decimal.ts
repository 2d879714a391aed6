/** Numbers with the decimals they have, and words in a list, by language. */
import type { Language } from '../../../i18n/i18n.ts';

export interface Figures {
  /** Up to four decimals, none added: `0.985`, `1`. */
  readonly decimal: (value: number) => string;
  /** A share as a percentage with the decimals it has: `12.5%`. */
  readonly share: (value: number) => string;
  /** `JPEG, PNG or GIF` */
  readonly eitherOf: (words: readonly string[]) => string;
}

function figuresFor(locale: string): Figures {
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 4, useGrouping: false });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const list = new Intl.ListFormat(locale, { type: 'disjunction' });
  return {
    decimal: (value) => decimal.format(value),
    share: (value) => share.format(value),
    eitherOf: (words) => list.format(words),
  };
}

const FIGURES: Readonly<Record<Language, Figures>> = { en: figuresFor('en-GB'), id: figuresFor('id-ID') };

export function figuresOf(language: Language): Figures {
  return FIGURES[language];
}
