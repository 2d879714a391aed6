import { describe, expect, it } from 'vitest';
import { placeWindow } from './window-place.ts';

const main = { x: 0, y: 0, width: 1920, height: 1040 };
const left = { x: -1280, y: 200, width: 1280, height: 800 };
const place = (x: number, y: number, width = 1200, height = 800) => ({
  bounds: { x, y, width, height },
  maximised: false,
});

describe('placeWindow', () => {
  it('centres the first window on the main screen', () => {
    expect(placeWindow({ saved: undefined, workAreas: [main, left] })).toEqual({
      bounds: { x: 280, y: 90, width: 1360, height: 860 },
      maximised: false,
    });
  });

  it('keeps a place that a screen still shows', () => {
    for (const saved of [place(100, 100), place(-1200, 250), place(1700, 900)]) {
      expect(placeWindow({ saved, workAreas: [main, left] })).toEqual(saved);
    }
  });

  it.each([
    ['on a screen that is gone', place(-1200, 250)],
    ['above its screen, where nobody can grab it', place(100, -20)],
    ['below its screen', place(100, 1040)],
    ['with only a sliver in sight', place(1800, 100)],
  ])('comes home from a place %s', (_name, saved) => {
    expect(placeWindow({ saved, workAreas: [main] }).bounds).toEqual({
      x: 280,
      y: 90,
      width: 1360,
      height: 860,
    });
  });

  it('stays maximised when it comes home', () => {
    const saved = { ...place(9000, 0), maximised: true };
    expect(placeWindow({ saved, workAreas: [main] }).maximised).toBe(true);
  });

  it('fits a small screen, and one that reports nothing', () => {
    const small = { x: 0, y: 25, width: 1024, height: 640 };
    expect(placeWindow({ saved: undefined, workAreas: [small] }).bounds).toEqual(small);
    expect(placeWindow({ saved: place(0, 25, 3000, 2000), workAreas: [small] }).bounds).toEqual(small);
    expect(placeWindow({ saved: undefined, workAreas: [] }).bounds).toMatchObject({ x: 0, y: 0 });
  });
});
