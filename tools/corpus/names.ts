/** Names that people and cameras give, and that programs stumble over. */

const LONGEST_NAME_BYTES = 255;

/** Names of the same kind of file, without their ending. */
export const TRYING_NAMES: readonly string[] = [
  'ünïcödé café',
  'cafe\u0301 decomposed',
  '写真 東京',
  'фото на море',
  'صورة العائلة',
  'תמונה \u202Eabc\u202C',
  '👩‍👩‍👧 party 🎉',
  '  leading spaces',
  'quotes "and" \'those\'',
  '$(echo) `id` ; rm & | > <',
  '%20 %s {name} {counter}',
  '=1+1',
  '-rf',
  '.hidden',
  'con',
  'many.dots.in.name',
  'UPPER',
  'upper',
  '#hash?query&x=1',
  "O'Brien \\ backslash",
];

/** Names that Windows cannot hold. */
export const POSIX_NAMES: readonly string[] = ['line\nbreak', 'tab\tinside', 'colon:inside', 'star*'];

/** As long as file systems allow, counted in bytes. */
export function longestName(letter: string, ending: string): string {
  const room = LONGEST_NAME_BYTES - Buffer.byteLength(`.${ending}`);
  return `${letter.repeat(Math.floor(room / Buffer.byteLength(letter)))}.${ending}`;
}

export const FOLDERS: readonly [string, ...string[]] = [
  '',
  'DCIM/100CANON',
  'Sommer 2024 – Wien',
  'client work/final/FINAL v2',
  'a/b/c/d/e/f/g/h',
  '旅行',
  'folder.jpg',
];
