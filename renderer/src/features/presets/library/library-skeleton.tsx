/** The library before its presets are known: the same places, nothing jumps. */
import { Skeleton } from '@mantine/core';
import { useUiTexts } from '../../../ui/ui.texts.ts';
import classes from './preset-library.module.css';

const CARDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

export function LibrarySkeleton() {
  const ui = useUiTexts();
  return (
    <div className={classes.page} aria-busy="true" aria-label={ui('loading')} role="status">
      <Skeleton height={32} width={240} />
      <Skeleton height={28} width={480} mt={16} mb={80} />
      <div className={classes.cards}>
        {CARDS.map((card) => (
          <Skeleton key={card} height={116} radius="lg" />
        ))}
      </div>
    </div>
  );
}
