import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GOOD_PASSWORD, OTHER_PASSWORD, testPolicy } from './accounts.testing.ts';
import { emailKey, parseEmail } from './email.ts';
import { isGuessable, parseWordList } from './guessable.ts';

const LIST = new URL('../../../resources/word-lists/common-passwords.txt', import.meta.url);
const words = parseWordList(await readFile(LIST, 'utf8'));
const policy = testPolicy();

describe('a new password', () => {
  test('has 12 to 128 characters, however many bytes they take', async () => {
    const check = (password: string, least?: number) => testPolicy(least).check(password, []);
    await expect(check('mütze+kran!')).rejects.toMatchObject({
      code: 'PASSWORD_TOO_SHORT',
      data: { least: 12 },
    });
    await check('mütze+kran!k');
    await check('🐌🪁🧵🎐🪣🧩🛶🔦🧲🪴🎏🪤');
    await expect(check('🐌🪁🧵🎐🪣🧩🛶🔦🧲🪴🎏')).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' });
    // An accent of its own is no character.
    await expect(check('e\u0301xkvwtbnrzq')).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' });
    const long = Array.from({ length: 128 }, (_, at) => String.fromCodePoint(0x4e00 + at * 7)).join('');
    await check(long);
    await expect(check(`${long}x`)).rejects.toMatchObject({ code: 'PASSWORD_TOO_LONG' });
    await expect(check('mütze+kran!k', 15)).rejects.toMatchObject({ data: { least: 15 } });
    await expect(check('mütze+kran!', 4)).rejects.toMatchObject({ data: { least: 12 } });
    await expect(check('\ud83dsomething long')).rejects.toMatchObject({ code: 'PASSWORD_UNUSABLE' });
  });

  test.each([
    'admin123admin',
    'administrator',
    'Password1234!',
    'P@ssw0rd2026!!',
    'passwordpassword',
    'qwertyuiop123',
    '1q2w3e4r5t6y',
    'q1w2e3r4t5y6',
    '123456789012',
    '112233445566',
    'aaaaaaaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabc',
    'iloveyouforever',
    'sunshine-2024',
    'SunshineMonkey12',
    'EaselEasel2026',
    'easel-designer',
    'unbelievable',
    'thequickbrownfox',
    'zyxwvutsrqponm',
    'Manchester.1999',
  ])('is not %s', async (password) => {
    await expect(policy.check(password, [])).rejects.toMatchObject({ code: 'PASSWORD_COMMON' });
  });

  test.each([
    GOOD_PASSWORD,
    OTHER_PASSWORD,
    'correct horse battery staple',
    'gravel-otter-7-lantern',
    'hV7w2!kPqz9r',
    'Wir essen um halb sieben.',
    'kucing tidur di atap',
    '我每天早上七点半吃两个包子喝豆浆',
  ])('may be %s', async (password) => {
    await policy.check(password, []);
  });

  test('is not made of the person’s own address and name', async () => {
    const about = ['Ana.Silva@bluehouse.example', 'Ana Kowalczyk'];
    for (const password of [
      'anasilva2026!',
      'Kowalczyk-1987',
      'bluehouse.example',
      'AnaKowalczyk!!',
      'K0walczykAna1',
    ]) {
      await expect(policy.check(password, about), password).rejects.toMatchObject({
        code: 'PASSWORD_COMMON',
      });
    }
    await policy.check('anasilva2026!', []);
  });

  test('is not two common words, whatever year, case or sign goes with them', () => {
    const pool = [...words].filter((word) => word.length >= 4);
    const tail = fc.constantFrom('', '!', '1', '12', '123', '2024');
    fc.assert(
      fc.property(fc.constantFrom(...pool), fc.constantFrom(...pool), tail, (one, other, end) => {
        expect(isGuessable(one + other.toUpperCase() + end, { words, ownWords: [] })).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('may be any sixteen random characters', () => {
    const characters = [...'abcdefghkmnpqrstuvwxyzABCDEFGHKMNPQRSTUVWXYZ23456789-_.:#%'];
    // Evenly spread, as a password manager draws them; fast-check's own strings love repetition.
    const random = fc.noBias(fc.array(fc.nat(), { minLength: 16, maxLength: 16 }));
    fc.assert(
      fc.property(random, (numbers) => {
        const password = numbers.map((number) => characters[number % characters.length]).join('');
        expect(isGuessable(password, { words, ownWords: [] })).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the list of common passwords', () => {
  test('has words in the form they are compared in', () => {
    expect(words.size).toBeGreaterThan(1_500);
    for (const word of words) expect(word).toBe(word.normalize('NFC').toLowerCase());
  });
});

describe('e-mail addresses', () => {
  test('are the same however they are written', () => {
    for (const typed of ['ana@studio.example', ' ANA@Studio.Example\n', 'Ana@STUDIO.example']) {
      expect(parseEmail(typed).key).toBe('ana@studio.example');
    }
    expect(parseEmail('jose\u0301@x.example').key).toBe(parseEmail('JOSÉ@x.example').key);
    expect(parseEmail(' Ana@Studio.example ').email).toBe('Ana@Studio.example');
  });

  test('have a key that is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        expect(emailKey(emailKey(typed))).toBe(emailKey(typed));
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    '',
    '@',
    'ana',
    'ana@',
    '@studio',
    'a b@c',
    'a@b@c',
    'a\u0000@b',
    'a@b\u202e',
    `${'a'.repeat(250)}@b.cd`,
  ])('cannot be %j', (typed) => {
    expect(() => parseEmail(typed)).toThrow(expect.objectContaining({ code: 'EMAIL_INVALID' }));
  });
});
