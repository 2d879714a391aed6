/** The line between images and preview: dragged, or moved with the arrow keys. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import classes from './splitter.module.css';
import { useWorkbenchTexts } from './workbench.texts.ts';

const KEY = 'easel-split';
const LEAST = 0.15;
const MOST = 0.8;
const KEY_STEP = 0.03;

/** Share of the height that the images take; remembered in this browser. */
export function useSplit(): readonly [share: number, setShare: (share: number) => void] {
  const [share, setShare] = useState(() => {
    const known = Number(window.localStorage.getItem(KEY));
    return known >= LEAST && known <= MOST ? known : 0.38;
  });
  const set = (next: number) => {
    const within = Math.min(MOST, Math.max(LEAST, next));
    setShare(within);
    window.localStorage.setItem(KEY, String(within));
  };
  return [share, set];
}

export interface SplitterProps {
  readonly share: number;
  readonly onShare: (share: number) => void;
}

export function Splitter({ share, onShare }: SplitterProps) {
  const t = useWorkbenchTexts();
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const parent = event.currentTarget.parentElement;
    if (parent === null) return;
    const { top, height } = parent.getBoundingClientRect();
    onShare((event.clientY - top) / height);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -KEY_STEP, ArrowDown: KEY_STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onShare(share + step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that can be moved is a separator with a value.
    <div
      className={classes.splitter}
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('split.label')}
      aria-valuemin={LEAST * 100}
      aria-valuemax={MOST * 100}
      aria-valuenow={Math.round(share * 100)}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
