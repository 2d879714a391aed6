/** Lists that scroll by themselves, so that readers of the screen find every choice in one list box. */
import classes from './list-box.module.css';

export const LIST_BOX = { withScrollArea: false, classNames: { options: classes.options ?? '' } } as const;
