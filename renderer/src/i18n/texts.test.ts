/** Every Indonesian text names the same values as its English one. */
import { expect, it } from 'vitest';
import { i18n, resolveLanguage, switchLanguage } from './i18n.ts';
import { defineTexts } from './texts.ts';

type Dictionary = Readonly<Record<string, string>>;
const english = import.meta.glob<Record<string, Dictionary>>('../**/*.en.ts', { eager: true });
const indonesian = import.meta.glob<Record<string, Dictionary>>('../**/*.id.ts', { eager: true });
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\w[\w.]*\}/g)].map(([name]) => name))].sort();

/** The error catalogue has a shape and a test of its own. */
const features = Object.keys(english).filter((path) => !path.includes('/errors.'));

it.each(features)('%s', (path) => {
  const [en] = Object.values(english[path] ?? {});
  const [id] = Object.values(indonesian[path.replace('.en.ts', '.id.ts')] ?? {});
  if (en === undefined || id === undefined) throw new Error(`${path} has no other side`);
  for (const [key, text] of Object.entries(id)) {
    expect(text, key).not.toBe('');
    const own = en[key];
    if (own !== undefined) expect(placeholders(text), key).toEqual(placeholders(own));
  }
});

const texts = defineTexts(
  'sample',
  { files_one: '{count} file', files_other: '{count} files', hello: 'Hello {name}' } as const,
  { files_other: '{count} berkas', hello: 'Halo {name}' },
);

it('switches language, plurals included', () => {
  expect([texts.t('files', { count: 1 }), texts.t('files', { count: 2 })]).toEqual(['1 file', '2 files']);
  switchLanguage('id');
  expect([texts.t('files', { count: 1 }), texts.t('hello', { name: '<b>' })]).toEqual([
    '1 berkas',
    'Halo <b>',
  ]);
  switchLanguage('en');
  expect(i18n.language).toBe('en');
});

it('follows the computer until somebody chooses', () => {
  expect(resolveLanguage(null, ['fr-FR', 'id-ID', 'en-US'])).toBe('id');
  expect(resolveLanguage(null, ['fr-FR'])).toBe('en');
  expect(resolveLanguage('en', ['id-ID'])).toBe('en');
});
