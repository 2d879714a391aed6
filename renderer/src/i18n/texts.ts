/**
 * Texts of one feature in both languages. Keys and placeholders come from the English file, so that a missing
 * Indonesian text, an unknown key or a forgotten value does not compile.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { i18n } from './i18n.ts';

type Dictionary = Readonly<Record<string, string>>;

/** `files_one` and `files_other` are called as `files`, with `count`. */
type PluralBase<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : never;
type Key<En> =
  | Exclude<keyof En & string, `${string}_one` | `${string}_other`>
  | PluralBase<keyof En & string>;

type Placeholder<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;
type TextOf<En, K extends string> = K extends keyof En
  ? En[K]
  : `${K}_other` extends keyof En
    ? En[`${K}_other`]
    : never;
type Values<En, K extends string> = Readonly<Record<Placeholder<TextOf<En, K>>, string | number>> &
  (K extends PluralBase<keyof En & string> ? { readonly count: number } : unknown);
type Arguments<En, K extends string> = [Placeholder<TextOf<En, K>>] extends [never]
  ? K extends PluralBase<keyof En & string>
    ? [values: { readonly count: number }]
    : []
  : [values: Values<En, K>];

/** The Indonesian side: Indonesian has one form for any number, so `_one` is left out. */
export type Translated<En> = {
  readonly [K in Exclude<keyof En & string, `${string}_one`>]: string;
};

export type Translate<En> = <K extends Key<En>>(key: K, ...values: Arguments<En, K>) => string;

export interface Texts<En> {
  /** Inside components: draws again when the language changes. */
  readonly useTexts: () => Translate<En>;
  /** Outside components, such as for a notification. */
  readonly t: Translate<En>;
}

/** `namespace` is the feature's name. `en` is declared `as const`, `id` as `Translated<typeof en>`. */
export function defineTexts<const En extends Dictionary>(
  namespace: string,
  en: En,
  id: Translated<En>,
): Texts<En> {
  i18n.addResourceBundle('en', namespace, en);
  i18n.addResourceBundle('id', namespace, id);
  const say = (key: string, values: Readonly<Record<string, unknown>> = {}): string =>
    i18n.t(key, { ns: namespace, ...values });
  const translate: Translate<En> = (key, ...[values]) => say(key, values);
  return {
    t: translate,
    useTexts: () => {
      const { language } = useTranslation(namespace).i18n;
      // A new function per language, so that memoised children notice.
      // biome-ignore lint/correctness/useExhaustiveDependencies: the language is what changes its answers.
      return useMemo(
        (): Translate<En> =>
          (key, ...[values]) =>
            say(key, values),
        [language],
      );
    },
  };
}
