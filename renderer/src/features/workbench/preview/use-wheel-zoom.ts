/** Zooms by wheel around the pointer; the page itself must neither scroll nor zoom meanwhile. */
import { type RefObject, useEffect } from 'react';
import type { Point } from './use-view.ts';

/** How much one pixel of scrolling zooms. */
const SPEED = 0.002;
/** Pixels, where a browser counts in lines. */
const LINE = 16;

export function useWheelZoom(
  area: RefObject<HTMLElement | null>,
  zoomBy: (factor: number, point: Point) => void,
): void {
  // No dependencies: the view of the newest drawing is what a wheel changes.
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      const stage = event.target instanceof Element ? event.target.closest('[data-stage]') : null;
      if (stage === null) return;
      event.preventDefault();
      const { left, top } = stage.getBoundingClientRect();
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
      zoomBy(Math.exp(-pixels * SPEED), { x: event.clientX - left, y: event.clientY - top });
    };
    // React listens passively, and then a page cannot keep the browser from zooming.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  });
}
