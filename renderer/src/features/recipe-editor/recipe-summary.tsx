/** A recipe to read: every block that does something, in words. */
import type { Recipe } from '../../../../shared/recipe/recipe.ts';
import { BLOCK_ICONS } from './block-icons.ts';
import { recipeWords } from './model/recipe-words.ts';
import classes from './recipe-summary.module.css';
import { useSpeaker } from './use-speaker.ts';

export function RecipeSummary({ recipe }: { readonly recipe: Recipe }) {
  const speaker = useSpeaker();
  return (
    <dl className={classes.list}>
      {recipeWords(recipe, speaker).map(({ block, title, words }) => {
        const Icon = BLOCK_ICONS[block];
        return (
          <div key={block} className={classes.block}>
            <Icon className={classes.icon} size={20} stroke={1.5} aria-hidden />
            <dt className={classes.title}>{title}</dt>
            <dd className={classes.words}>{words}</dd>
          </div>
        );
      })}
    </dl>
  );
}
