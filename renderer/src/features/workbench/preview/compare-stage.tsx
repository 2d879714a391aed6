/** Before and after in one place: under a divider, side by side, or one at a time. */
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from 'react';
import type { Size } from '../../../../../shared/recipe/geometry.ts';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import classes from './compare-stage.module.css';
import type { Framing } from './framing.ts';
import type { UseView } from './use-view.ts';
import { useWheelZoom } from './use-wheel-zoom.ts';
import { BeforeLayer, WholeLayer } from './world-layer.tsx';

export type CompareMode = 'slider' | 'sides' | 'single';

export interface CompareStageProps {
  readonly view: UseView;
  readonly mode: CompareMode;
  /** Which one is shown in single mode. */
  readonly shown: 'before' | 'after';
  /** Size of the result. */
  readonly world: Size;
  readonly image: Size | null;
  readonly framing: Framing | null;
  readonly beforeUrl: string | null;
  readonly afterUrl: string | null;
  /** Place of the divider, 0 to 1 across what is seen of the picture. */
  readonly position: number;
  readonly onPosition: (position: number) => void;
}

/** Share of the picture that one key press moves the divider. */
const KEY_STEP = 0.02;

export function CompareStage(props: CompareStageProps) {
  const { view, mode, shown, world, image, framing, beforeUrl, afterUrl, position, onPosition } = props;
  const t = useWorkbenchTexts();
  const area = useRef<HTMLDivElement>(null);
  useWheelZoom(area, view.zoomBy);
  const drag = useRef<{ readonly kind: 'divide' | 'pan'; x: number; y: number } | null>(null);
  const seen = seenOf(view, world);
  const dividerX = seen.left + seen.width * position;

  const moveDivider = (event: PointerEvent<HTMLElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    onPosition(clamp((event.clientX - left - seen.left) / Math.max(1, seen.width)));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const onHandle = event.target instanceof Element && event.target.closest('[role="slider"]') !== null;
    const divides = mode === 'slider' && (onHandle || view.fitted);
    if (!divides && view.fitted) return;
    drag.current = { kind: divides ? 'divide' : 'pan', x: event.clientX, y: event.clientY };
    event.currentTarget.setPointerCapture(event.pointerId);
    if (divides) moveDivider(event);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const now = drag.current;
    if (now === null) return;
    if (now.kind === 'divide') moveDivider(event);
    else view.panBy(event.clientX - now.x, event.clientY - now.y);
    now.x = event.clientX;
    now.y = event.clientY;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP, Home: -1, End: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onPosition(clamp(position + step));
  };

  const before = (
    <BeforeLayer
      view={view.view}
      stage={view.stage}
      density={view.density}
      world={world}
      image={image}
      framing={framing}
      url={beforeUrl}
      alt={t('preview.before')}
    />
  );
  const after = (
    <WholeLayer
      view={view.view}
      density={view.density}
      world={world}
      url={afterUrl}
      alt={t('preview.after')}
    />
  );
  const grab = {
    onPointerDown,
    onPointerMove,
    onPointerUp: () => {
      drag.current = null;
    },
    onDoubleClick: (event: MouseEvent<HTMLElement>) => {
      const box = event.currentTarget.getBoundingClientRect();
      view.toggleActual({ x: event.clientX - box.left, y: event.clientY - box.top });
    },
    'data-fitted': view.fitted || undefined,
  };

  const stages = {
    sides: () => (
      <>
        <div ref={view.stageRef} className={classes.stage} data-stage {...grab}>
          {before}
          <Label side="left">{t('preview.before')}</Label>
        </div>
        <div className={classes.stage} data-stage {...grab}>
          {after}
          <Label side="left">{t('preview.after')}</Label>
        </div>
      </>
    ),
    single: () => (
      <div ref={view.stageRef} className={classes.stage} data-stage {...grab}>
        {shown === 'before' ? before : after}
        <Label side="left">{shown === 'before' ? t('preview.before') : t('preview.after')}</Label>
      </div>
    ),
    slider: () => (
      <div ref={view.stageRef} className={classes.stage} data-stage data-slider {...grab}>
        {after}
        <div className={classes.clip} style={{ clipPath: `inset(0 calc(100% - ${dividerX}px) 0 0)` }}>
          {before}
        </div>
        <div className={classes.divider} style={{ left: dividerX }}>
          <div
            className={classes.handle}
            role="slider"
            tabIndex={0}
            aria-label={t('preview.divider')}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(position * 100)}
            onKeyDown={onKeyDown}
          />
        </div>
        <Label side="left">{t('preview.before')}</Label>
        <Label side="right">{t('preview.after')}</Label>
      </div>
    ),
  };
  return (
    <div ref={area} className={classes.sides} key={mode}>
      {stages[mode]()}
    </div>
  );
}

function Label({ side, children }: { readonly side: 'left' | 'right'; readonly children: string }) {
  return (
    <span className={classes.label} data-side={side} aria-hidden>
      {children}
    </span>
  );
}

/** What is seen of the picture across the stage. */
function seenOf({ view, stage }: UseView, world: Size): { readonly left: number; readonly width: number } {
  const left = Math.max(0, view.x);
  const right = Math.min(stage.width, view.x + world.width * view.scale);
  return { left, width: Math.max(0, right - left) };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
