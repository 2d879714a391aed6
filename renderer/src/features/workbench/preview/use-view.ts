/** Zoom and pan by wheel, pointer and command, fitted until somebody zooms. */
import { useElementSize } from '@mantine/hooks';
import { type RefCallback, useState } from 'react';
import type { Size } from '../../../../../shared/recipe/geometry.ts';
import { actualSize, fitView, keepInView, pan, type Stage, type View, zoomAt, zoomShare } from './zoom.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface UseView {
  /** Of the element that shows one world. */
  readonly stageRef: RefCallback<HTMLElement>;
  readonly stage: Size;
  readonly view: View;
  readonly density: number;
  readonly fitted: boolean;
  /** 1 is 100 %. */
  readonly share: number;
  readonly fit: () => void;
  /** Between 100 % and fitted, around a point of the stage or its middle. */
  readonly toggleActual: (point?: Point) => void;
  /** Around a point of the stage or its middle. */
  readonly zoomBy: (factor: number, point?: Point) => void;
  readonly panBy: (dx: number, dy: number) => void;
}

export function useView(world: Size): UseView {
  const { ref: stageRef, width, height } = useElementSize<HTMLElement>();
  const [chosen, setChosen] = useState<View | null>(null);
  const density = window.devicePixelRatio;
  const bounds: Stage = { stage: { width, height }, world, density };
  const fitting = fitView(bounds);
  const view = chosen === null ? fitting : keepInView(chosen, bounds);
  const middle = { x: width / 2, y: height / 2 };

  return {
    stageRef,
    stage: bounds.stage,
    view,
    density,
    fitted: chosen === null,
    share: zoomShare(view, density),
    fit: () => setChosen(null),
    toggleActual: (point = middle) => {
      const isActual = chosen !== null && Math.abs(zoomShare(view, density) - 1) < 1e-3;
      setChosen(isActual ? null : actualSize(view, point, bounds));
    },
    zoomBy: (factor, point = middle) => {
      const next = zoomAt(view, factor, point, bounds);
      setChosen(Math.abs(next.scale - fitting.scale) < 1e-6 ? null : next);
    },
    panBy: (dx, dy) => setChosen(pan(view, dx, dy, bounds)),
  };
}
