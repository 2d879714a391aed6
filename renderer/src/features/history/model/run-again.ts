/** The job that makes an entry's result once more, to the same place, with the recipe of that time. */
import type { HistoryDetail } from '../../../../../shared/contract/history.ts';
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';
import { splitPath, stemOf } from './paths.ts';

export interface Place {
  readonly outputFolder: string;
  readonly template: string;
}

export interface JobAgain extends Place {
  readonly inputs: string[];
  readonly conflict: 'if-changed';
  readonly presets: {
    id: string;
    name: string;
    outputs: { variant: string; recipe: Recipe }[];
  }[];
}

/** Null when the recipe of that time is no longer on record. */
export function jobAgain(entry: HistoryDetail, usual: Place): JobAgain | null {
  if (entry.recipe === null) return null;
  return {
    inputs: [entry.input],
    ...placeOf(entry, usual),
    // What is still there unchanged stays; what is missing or outdated is made.
    conflict: 'if-changed',
    presets: [
      {
        id: entry.preset,
        name: entry.preset,
        outputs: [{ variant: entry.variant, recipe: entry.recipe }],
      },
    ],
  };
}

/** Beside the result of that time; an entry that failed had none, and goes where results usually go. */
function placeOf({ output, variant }: HistoryDetail, usual: Place): Place {
  if (output === null) return usual;
  const { folder, name } = splitPath(output);
  const stem = stemOf(name);
  // The name gets its variant again by itself.
  const ending = `-${variant}`;
  const template = variant !== '' && stem.endsWith(ending) ? stem.slice(0, -ending.length) : stem;
  // A brace in a template stands for something else.
  return /[{}]/.test(template) || template === ''
    ? { ...usual, outputFolder: folder }
    : { outputFolder: folder, template };
}
