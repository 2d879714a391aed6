/** Changing how a size is given never leaves a combination that the schema refuses. */
import { describe, expect, it } from 'vitest';
import { CanvasBlock, CropBlock, FITS, ResizeBlock } from '../../../../../shared/recipe/recipe.schema.ts';
import { CANVAS_KINDS, canvasKind, evenPadding, setPadding, switchCanvasKind } from './canvas.ts';
import { CROP_KINDS, cropKind, switchCropKind } from './crop.ts';
import { lengthParts, switchUnit } from './length.ts';
import { ratioOf, sidesOf, turnRatio } from './ratio.ts';
import { RESIZE_KINDS, resizeKind, setFit, setSide, switchResizeKind } from './resize.ts';

describe('resize', () => {
  const box = ResizeBlock.parse({
    width: 1080,
    height: 1350,
    fit: 'fill',
    gravity: 'attention',
    sharpen: 'fine',
  });

  it.each(RESIZE_KINDS.flatMap((from) => RESIZE_KINDS.map((to) => [from, to] as const)))(
    'goes from %s to %s',
    (from, to) => {
      const next = switchResizeKind(switchResizeKind(box, from), to);
      expect(resizeKind(next)).toBe(to);
      expect(ResizeBlock.parse(next)).toEqual(next);
      expect(next.sharpen).toBe('fine');
    },
  );

  it('carries the sides over', () => {
    expect(switchResizeKind(box, 'longEdge').longEdge).toBe(1350);
    expect(switchResizeKind(box, 'shortEdge').shortEdge).toBe(1080);
    expect(switchResizeKind(ResizeBlock.parse({ longEdge: 1600 }), 'box').width).toBe(1600);
  });

  it.each(FITS)('gives %s the sides it needs', (fit) => {
    const next = setFit(ResizeBlock.parse({ height: 630 }), fit);
    expect(ResizeBlock.parse(next)).toEqual(next);
    expect(next.height).toBe(630);
  });

  it('looks for no busiest part when nothing is cut', () => {
    expect(setFit(box, 'pad').gravity).toBe('center');
    expect(setFit(box, 'fill-down').gravity).toBe('attention');
  });

  it('empties a side', () => {
    const wide = setSide(ResizeBlock.parse({ width: 1920, height: 1080 }), 'height', undefined);
    expect(wide).toEqual(ResizeBlock.parse({ width: 1920 }));
  });
});

describe('crop', () => {
  it.each(CROP_KINDS)('becomes %s and keeps its shape and place', (kind) => {
    const crop = CropBlock.parse({ ratio: '4:5', gravity: 'north' });
    const there = switchCropKind(crop, kind);
    expect(cropKind(there)).toBe(kind);
    expect(CropBlock.parse(there)).toEqual(there);
    expect(switchCropKind(there, 'ratio')).toEqual(crop);
  });
});

describe('canvas', () => {
  it.each(CANVAS_KINDS.flatMap((from) => CANVAS_KINDS.map((to) => [from, to] as const)))(
    'goes from %s to %s',
    (from, to) => {
      const next = switchCanvasKind(switchCanvasKind(CanvasBlock.parse({ ratio: '3:2' }), from), to);
      expect(canvasKind(next)).toBe(to);
      expect(CanvasBlock.parse(next)).toEqual(next);
    },
  );

  it('leaves padding of nothing out', () => {
    const padded = CanvasBlock.parse({ ratio: '1:1', padding: '5%' });
    expect(setPadding(padded, '0%')).toEqual(CanvasBlock.parse({ ratio: '1:1' }));
    expect(setPadding(padded, 12).padding).toBe(12);
  });

  it('evens padding out by the top', () => {
    expect(evenPadding({ top: '4%', right: 1, bottom: 2, left: 3 })).toBe('4%');
    expect(evenPadding(undefined)).toBe(0);
  });
});

describe('ratios', () => {
  it('are as short as they can be', () => {
    expect(ratioOf(1080, 1350)).toBe('4:5');
    expect(ratioOf(1920, 1080)).toBe('16:9');
  });

  it('turn', () => expect(turnRatio('1.91:1')).toBe('1:1.91'));

  it('become sides', () => {
    expect(sidesOf('4:5', 1000)).toEqual({ width: 800, height: 1000 });
    expect(sidesOf('1:1000', 100)).toEqual({ width: 1, height: 100 });
  });
});

describe('lengths', () => {
  it('have a value and a unit', () => {
    expect(lengthParts('3.5%')).toEqual({ value: 3.5, unit: '%' });
    expect(lengthParts(40)).toEqual({ value: 40, unit: 'px' });
  });

  it('take a usual value in another unit, and none stays none', () => {
    expect(switchUnit('3%', 'px')).toBe(40);
    expect(switchUnit(40, '%')).toBe('5%');
    expect(switchUnit(0, '%')).toBe('0%');
    expect(switchUnit(12, 'px')).toBe(12);
  });
});
