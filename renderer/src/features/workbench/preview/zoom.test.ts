/** Zooming keeps what is under the pointer in place, and panning never loses the picture. */
import { describe, expect, it } from 'vitest';
import { actualSize, fitView, pan, type Stage, zoomAt, zoomShare } from './zoom.ts';

const bounds: Stage = {
  stage: { width: 824, height: 624 },
  world: { width: 1600, height: 1200 },
  density: 1,
};

describe('fit', () => {
  it('shows all of it, centred', () => {
    expect(fitView(bounds)).toEqual({ scale: 0.5, x: 12, y: 12 });
  });
  it('never enlarges', () => {
    expect(fitView({ ...bounds, world: { width: 64, height: 64 } }).scale).toBe(1);
  });
  it('counts pixels of the screen, not of the page', () => {
    expect(zoomShare(fitView({ ...bounds, world: { width: 64, height: 64 }, density: 2 }), 2)).toBe(1);
  });
});

it('keeps the point under the pointer in place', () => {
  const view = fitView(bounds);
  const point = { x: 412, y: 312 };
  const closer = zoomAt(view, 3, point, bounds);
  const worldPoint = (at: typeof view) => [(point.x - at.x) / at.scale, (point.y - at.y) / at.scale];
  expect(worldPoint(closer)[0]).toBeCloseTo(worldPoint(view)[0] ?? 0);
  expect(worldPoint(closer)[1]).toBeCloseTo(worldPoint(view)[1] ?? 0);
});

it('goes to exactly 100 %', () => {
  expect(zoomShare(actualSize(fitView(bounds), { x: 0, y: 0 }, bounds), 1)).toBe(1);
  const dense = { ...bounds, density: 2 };
  expect(zoomShare(actualSize(fitView(dense), { x: 0, y: 0 }, dense), 2)).toBe(1);
});

it('never zooms out beyond the whole picture', () => {
  expect(zoomAt(fitView(bounds), 0.1, { x: 0, y: 0 }, bounds)).toEqual(fitView(bounds));
});

it('leaves no gap beside a picture larger than the stage', () => {
  const large = actualSize(fitView(bounds), { x: 0, y: 0 }, bounds);
  expect(pan(large, 5000, 5000, bounds)).toMatchObject({ x: 0, y: 0 });
  expect(pan(large, -5000, -5000, bounds)).toMatchObject({ x: 824 - 1600, y: 624 - 1200 });
});
