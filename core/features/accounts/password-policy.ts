/** What a new password has to be: long enough, and not what somebody would try first. No rules about its characters. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EaselError } from '../../../shared/errors.ts';
import { isGuessable, parseWordList } from './guessable.ts';

/** No setting goes below this. */
export const LEAST_CHARACTERS = 12;
export const MOST_CHARACTERS = 128;
/** Parts of a name that are shorter turn up by chance. */
const SHORTEST_OWN_WORD = 3;

export interface PasswordPolicyDeps {
  /** Absolute path of the `resources` folder. */
  readonly resourcesFolder: string;
  /** The setting; LEAST_CHARACTERS holds where it says less. */
  readonly readLeastCharacters: () => Promise<number>;
}

export interface PasswordPolicy {
  /** PASSWORD_TOO_SHORT, _TOO_LONG, _UNUSABLE or _COMMON. `about`: the person's address and name. */
  readonly check: (password: string, about: readonly string[]) => Promise<void>;
}

export function createPasswordPolicy(deps: PasswordPolicyDeps): PasswordPolicy {
  let words: ReadonlySet<string> | null = null;
  const readWords = async () =>
    parseWordList(await readFile(join(deps.resourcesFolder, 'word-lists', 'common-passwords.txt'), 'utf8'));

  return {
    check: async (password, about) => {
      if (!password.isWellFormed()) throw new EaselError('PASSWORD_UNUSABLE');
      const least = Math.max(LEAST_CHARACTERS, await deps.readLeastCharacters());
      const characters = [...password.normalize('NFC')].length;
      if (characters < least) throw new EaselError('PASSWORD_TOO_SHORT', { least });
      if (characters > MOST_CHARACTERS) throw new EaselError('PASSWORD_TOO_LONG', { most: MOST_CHARACTERS });
      words ??= await readWords();
      if (isGuessable(password, { words, ownWords: ownWords(about) })) {
        throw new EaselError('PASSWORD_COMMON');
      }
    },
  };
}

/** `Ana.Silva@studio.example` gives the whole, and ana, silva, studio, example. */
function ownWords(about: readonly string[]): readonly string[] {
  return about
    .map((text) => text.normalize('NFC').toLowerCase())
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => word.length >= SHORTEST_OWN_WORD);
}
