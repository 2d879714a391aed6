/** A small picture of what comes out: the shape to scale, or a soft frame where every image keeps its own. */
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';
import { shapeOf } from '../model/shape.ts';
import classes from './shape-mark.module.css';

const BOX = 40;
const LEAST = 8;

export function ShapeMark({ recipe }: { readonly recipe: Recipe }) {
  const ratio = shapeOf(recipe);
  const width = ratio === null ? BOX * 0.8 : Math.max(LEAST, ratio >= 1 ? BOX : BOX * ratio);
  const height = ratio === null ? BOX * 0.6 : Math.max(LEAST, ratio >= 1 ? BOX / ratio : BOX);
  return (
    <svg
      className={classes.mark}
      viewBox={`0 0 ${BOX + 2} ${BOX + 2}`}
      width={BOX + 2}
      height={BOX + 2}
      aria-hidden="true"
    >
      <rect
        className={ratio === null ? classes.free : classes.fixed}
        x={(BOX - width) / 2 + 1}
        y={(BOX - height) / 2 + 1}
        width={width}
        height={height}
        rx={2}
      />
    </svg>
  );
}
