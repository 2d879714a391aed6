/**
 * How hard a password is to guess for somebody who tries what people choose first. It is taken apart into the fewest
 * choices that make it up: common words, runs along the alphabet or the keyboard, years, repetitions, single characters.
 * A rule for guessing in small numbers, against a guarded login; it does not measure strength against a stolen hash.
 */

/** What a password has to be worth. Three common words are; one with a year and an exclamation mark is not. */
const LEAST_WORTH = 6;

const WORTH = { word: 2, ownWord: 1, run: 1, year: 1, twoDigits: 1, fourDigits: 2, character: 1 } as const;

const SHORTEST_RUN = 3;
const YEAR = /^(?:19|20)\d\d$/;
const DIGITS = /^\d+$/;

const RUNS = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '!@#$%^&*()',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '12qw34er56ty78ui90op',
  'a1s2d3f4g5h6j7k8l9',
  '1a2s3d4f5g6h7j8k9l',
  'z1x2c3v4b5n6m7',
  'qawsedrftgyhujikolp',
  'qwaszxerdfcvtyghbn',
  'aabbccddeeffgghh',
  '112233445566778899',
  '010203040506070809',
  '102030405060708090',
  '123321',
  '147258369',
  '147896325',
].flatMap((run) => [run, [...run].reverse().join('')]);
const LONGEST_RUN = Math.max(...RUNS.map((run) => run.length));

/** Characters that stand for letters; a 1 for either of two. */
const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '+': 't',
};

/** The words of a list as it lies in `resources/word-lists`. */
export function parseWordList(text: string): ReadonlySet<string> {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  return new Set(lines.flatMap((line) => line.split(/\s+/)).filter(Boolean));
}

/** `words`: common ones; `ownWords`: what belongs to this person, such as the parts of an address and a name. */
export function isGuessable(
  password: string,
  { words, ownWords }: { readonly words: ReadonlySet<string>; readonly ownWords: readonly string[] },
): boolean {
  const typed = password.normalize('NFC').toLowerCase();
  const forms = [typed, asLetters(typed, 'i'), asLetters(typed, 'l')];
  const own = new Set(ownWords);
  const isIn = (known: ReadonlySet<string>, from: number, to: number) =>
    forms.some((form) => known.has(form.slice(from, to)));
  const worthAsWord = (from: number, to: number) => {
    if (isIn(own, from, to)) return WORTH.ownWord;
    return isIn(words, from, to) ? WORTH.word : Number.POSITIVE_INFINITY;
  };

  /** At each place, the least worth of everything before it. */
  const worth: number[] = [0];
  for (let to = 1; to <= typed.length; to += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let from = 0; from < to; from += 1) {
      const before = worth[from] ?? 0;
      // Also keeps what follows to promising places: most are already worth more than the best found.
      if (before >= least) continue;
      least = Math.min(least, before + worthOf(typed, { from, to, worthAsWord }));
    }
    worth.push(least);
  }
  return (worth.at(-1) ?? 0) < LEAST_WORTH;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly worthAsWord: (from: number, to: number) => number;
}

/** As one choice; infinite when it is more than one. */
function worthOf(typed: string, { from, to, worthAsWord }: Piece): number {
  const length = to - from;
  const piece = typed.slice(from, to);
  if (from >= length && typed.slice(from - length, from) === piece) return 0;
  if (length === 1) return WORTH.character;
  if (length >= SHORTEST_RUN && length <= LONGEST_RUN && RUNS.some((run) => run.includes(piece)))
    return WORTH.run;
  if (YEAR.test(piece)) return WORTH.year;
  if (length <= 4 && DIGITS.test(piece)) return length <= 2 ? WORTH.twoDigits : WORTH.fourDigits;
  return worthAsWord(from, to);
}

function asLetters(typed: string, one: 'i' | 'l'): string {
  // As many UTF-16 units as before, so that places mean the same in every form.
  return typed
    .split('')
    .map((unit) => (unit === '1' ? one : (LETTERS[unit] ?? unit)))
    .join('');
}
