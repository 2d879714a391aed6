/** The whole source with the frame that a crop keeps; a point on it is dragged, or moved by arrow keys. */
import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Size } from '../../../../../shared/recipe/geometry.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './focus-picker.module.css';
import type { Framing } from './framing.ts';
import { fitView } from './zoom.ts';

export interface FocusPoint {
  readonly x: number;
  readonly y: number;
}

export interface FocusPickerProps {
  readonly image: Size;
  readonly url: string;
  readonly point: FocusPoint;
  /** With the point as it is now; null where only the engine knows. */
  readonly framing: Framing | null;
  readonly onPoint: (point: FocusPoint) => void;
}

const KEY_STEP = 0.01;

export function FocusPicker({ image, url, point, framing, onPoint }: FocusPickerProps) {
  const t = useWorkbenchTexts();
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const dragging = useRef(false);
  const { scale, x, y } = fitView({ stage: { width, height }, world: image, density: 1 });

  const take = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    onPoint({
      x: clamp((event.clientX - left - x) / (image.width * scale)),
      y: clamp((event.clientY - top - y) / (image.height * scale)),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = {
      ArrowLeft: [-KEY_STEP, 0],
      ArrowRight: [KEY_STEP, 0],
      ArrowUp: [0, -KEY_STEP],
      ArrowDown: [0, KEY_STEP],
    }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onPoint({ x: clamp(point.x + (step[0] ?? 0)), y: clamp(point.y + (step[1] ?? 0)) });
  };

  return (
    <div
      ref={ref}
      className={classes.stage}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        take(event);
      }}
      onPointerMove={(event) => dragging.current && take(event)}
      onPointerUp={() => {
        dragging.current = false;
      }}
    >
      <div
        className={classes.picture}
        style={{ left: x, top: y, width: image.width * scale, height: image.height * scale }}
      >
        <img src={url} alt={t('preview.before')} draggable={false} />
        {framing !== null && (
          <div
            className={classes.frame}
            style={{
              left: framing.source.left * scale,
              top: framing.source.top * scale,
              width: framing.source.width * scale,
              height: framing.source.height * scale,
            }}
          />
        )}
        <button
          type="button"
          className={classes.point}
          style={{ left: `${point.x * 100}%`, top: `${point.y * 100}%` }}
          aria-label={t('focus.point', { x: Math.round(point.x * 100), y: Math.round(point.y * 100) })}
          onKeyDown={onKeyDown}
        />
      </div>
      <p className={classes.help}>{t('focus.help')}</p>
    </div>
  );
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
