/** A line between two parts, one above the other: dragged, or moved with the arrow keys. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import classes from './splitter.module.css';

const LEAST = 0.15;
const MOST = 0.8;
const KEY_STEP = 0.03;

/** Share of the height that the upper part takes; remembered in this browser under `key`. */
export function useSplit(
  key: string,
  initial: number,
): readonly [share: number, setShare: (share: number) => void] {
  const [share, setShare] = useState(() => {
    const known = Number(window.localStorage.getItem(key));
    return known >= LEAST && known <= MOST ? known : initial;
  });
  const set = (next: number) => {
    const within = Math.min(MOST, Math.max(LEAST, next));
    setShare(within);
    window.localStorage.setItem(key, String(within));
  };
  return [share, set];
}

export interface SplitterProps {
  /** What the line changes the height of. */
  readonly label: string;
  readonly share: number;
  readonly onShare: (share: number) => void;
}

export function Splitter({ label, share, onShare }: SplitterProps) {
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
      aria-label={label}
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
