import { describe, expect, it } from 'vitest';
import type { Raster } from './draft.ts';
import { at, flat, furthest, image, psnr, raster, render, save } from './testing.ts';
import { whiten } from './whiten.ts';

const SIDE = 240;

/** A picture drawn by a rule; `noise` is the spread of grain, in levels either way. */
function draw(rule: (x: number, y: number) => readonly number[], noise = 0): Raster {
  const made = flat(SIDE, SIDE, [0, 0, 0]);
  let seed = 11;
  for (let pixel = 0; pixel < SIDE * SIDE; pixel += 1) {
    const color = rule(pixel % SIDE, Math.floor(pixel / SIDE));
    for (let channel = 0; channel < 3; channel += 1) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const grain = noise === 0 ? 0 : ((seed >>> 16) % (2 * noise + 1)) - noise;
      made.data[pixel * 3 + channel] = Math.max(0, Math.min(255, Math.round((color[channel] ?? 0) + grain)));
    }
  }
  return made;
}

function whitened(source: Raster, options = { tolerance: 40, feather: 2 }): Raster {
  const copy = { ...source, data: Buffer.from(source.data) };
  whiten(copy, options);
  return copy;
}

const grey = (level: number) => [level, level, level];
const radius = (x: number, y: number) => Math.hypot(x - SIDE / 2, y - SIDE / 2);

/** Checks every pixel of the subject, where `outside` is negative, and of everything well outside it. */
function expectSubjectKept(
  source: Raster,
  made: Raster,
  outside: (x: number, y: number) => number,
  clear = 4,
): void {
  const wrong: string[] = [];
  let backdrop = 0;
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const distance = outside(x, y);
      if (distance < 0 && furthest(at(made, x, y), at(source, x, y)) > 0) wrong.push(`subject ${x},${y}`);
      // Feather of 2 pixels, and one for the edge that a pixel grid cuts.
      if (distance <= clear) continue;
      backdrop += 1;
      if (furthest(at(made, x, y), [255, 255, 255]) > 0) wrong.push(`backdrop ${x},${y}`);
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(backdrop).toBeGreaterThan(1000);
}

describe('whiten', () => {
  it('makes a near-white backdrop exactly white and leaves the subject alone', () => {
    for (const level of [253, 245, 230, 218]) {
      const source = draw((x, y) => (radius(x, y) < 60 ? [90, 40, 30] : grey(level)));
      expectSubjectKept(source, whitened(source), (x, y) => radius(x, y) - 60);
    }
  });

  it('follows gradients, vignettes and a slight cast, through grain', () => {
    const vignette = (x: number, y: number) => 252 - 22 * (radius(x, y) / 170) ** 2;
    const subject = (x: number, y: number) => radius(x, y) < 50;
    const scenes = [
      draw((x, y) => (subject(x, y) ? grey(60) : grey(vignette(x, y)))),
      draw((x, y) => (subject(x, y) ? grey(60) : grey(vignette(x, y))), 3),
      draw((x, y) => (subject(x, y) ? grey(60) : [250, 246, 240 - (6 * x) / SIDE]), 2),
      draw((x, y) => (subject(x, y) ? grey(60) : grey(225 + (28 * y) / SIDE)), 2),
    ];
    for (const source of scenes) {
      expectSubjectKept(source, whitened(source), (x, y) => radius(x, y) - 50);
    }
  });

  it('leaves an off-white subject alone that an outline or a plain edge sets apart', () => {
    const outlined = draw(
      (x, y) => (radius(x, y) < 60 ? grey(244) : radius(x, y) < 64 ? grey(120) : grey(250)),
      1,
    );
    expectSubjectKept(outlined, whitened(outlined), (x, y) => radius(x, y) - 64);
    const edged = draw((x, y) => (radius(x, y) < 60 ? grey(234) : grey(252)));
    expectSubjectKept(edged, whitened(edged), (x, y) => radius(x, y) - 60);
    const soft = draw((x, y) => grey(252 - 20 * Math.min(1, Math.max(0, (62 - radius(x, y)) / 4))));
    // A soft edge is left from where it has clearly begun.
    expectSubjectKept(soft, whitened(soft), (x, y) => radius(x, y) - 60, 5);
  });

  it('does not slip through a thin gap in an outline', () => {
    const gapped = draw((x, y) => {
      const ring = radius(x, y) > 60 && radius(x, y) < 66;
      const gap = Math.abs(y - SIDE / 2) < 2 && x > SIDE / 2;
      return ring && !gap ? grey(100) : radius(x, y) <= 60 ? grey(246) : grey(250);
    });
    const made = whitened(gapped);
    expect(at(made, SIDE / 2, SIDE / 2)).toEqual(grey(246));
    expect(at(made, SIDE / 2 - 40, SIDE / 2 + 20)).toEqual(grey(246));
    expect(at(made, 5, 5)).toEqual([255, 255, 255]);
  });

  it('leaves enclosed holes, thin lines and specks of the subject', () => {
    const source = draw((x, y) => {
      const r = radius(x, y);
      if (r > 30 && r < 60) return [30, 60, 90];
      if (y === 30 || (x > 200 && x < 203 && y > 200 && y < 203)) return grey(190);
      return grey(248);
    });
    const made = whitened(source);
    expect(at(made, SIDE / 2, SIDE / 2)).toEqual(grey(248));
    for (let x = 0; x < SIDE; x += 9) expect(at(made, x, 30)).toEqual(grey(190));
    expect(at(made, 201, 201)).toEqual(grey(190));
    expect(at(made, 100, 15)).toEqual([255, 255, 255]);
  });

  it('does nothing to pictures without a near-white border', () => {
    for (const source of [
      draw(() => grey(120), 5),
      draw(() => [255, 230, 200]),
      draw((x, y) => (radius(x, y) < 60 ? grey(250) : grey(180))),
    ]) {
      expect(psnr(whitened(source), source)).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('is harmless where white lies on white', () => {
    const source = draw((x, y) => (radius(x, y) < 60 ? grey(253) : grey(250)), 1);
    const made = whitened(source);
    for (let y = 0; y < SIDE; y += 5) {
      for (let x = 0; x < SIDE; x += 5) {
        expect(furthest(at(made, x, y), [255, 255, 255])).toBeLessThanOrEqual(
          furthest(at(source, x, y), [255, 255, 255]),
        );
      }
    }
  });

  it('obeys its tolerance', () => {
    const source = draw((x, y) => (radius(x, y) < 60 ? grey(40) : grey(222)));
    expect(at(whitened(source, { tolerance: 33, feather: 0 }), 3, 3)).toEqual([255, 255, 255]);
    expect(at(whitened(source, { tolerance: 32, feather: 0 }), 3, 3)).toEqual(grey(222));
  });

  it('rises softly over the feather, on the backdrop side only', () => {
    const source = draw((x) => (x < 100 ? grey(50) : grey(235)));
    const made = whitened(source, { tolerance: 40, feather: 4 });
    const row = Array.from({ length: 12 }, (_, i) => at(made, 98 + i, 120)[0] ?? 0);
    expect(row.slice(0, 2)).toEqual([50, 50]);
    const rise = row.slice(2);
    expect(rise).toEqual([...rise].sort((a, b) => a - b));
    expect(rise[0]).toBeLessThan(245);
    expect(rise.slice(4).every((value) => value === 255)).toBe(true);
    const hard = whitened(source, { tolerance: 40, feather: 0 });
    expect([at(hard, 99, 120)[0], at(hard, 100, 120)[0]]).toEqual([50, 255]);
  });

  it('works at the size of the result, and fills transparency with white', async () => {
    const source = draw((x, y) => (radius(x, y) < 60 ? [200, 30, 30] : grey(243)));
    const file = await save(await image(source).png().toBuffer(), 'png');
    const made = await render(file, {
      background: { mode: 'whiten' },
      resize: { width: 120, height: 160, fit: 'pad', sharpen: 'fast' },
    });
    expect([made.width, made.height]).toEqual([120, 160]);
    for (const [x, y] of [
      [2, 2],
      [2, 30],
      [60, 24],
      [118, 150],
    ] as const) {
      expect(at(made, x, y)).toEqual([255, 255, 255]);
    }
    expect(furthest(at(made, 60, 80), [200, 30, 30])).toBeLessThanOrEqual(1);
    const cut = await raster(image(source).ensureAlpha());
    for (let pixel = 0; pixel < SIDE * SIDE; pixel += 1) {
      if (radius(pixel % SIDE, Math.floor(pixel / SIDE)) >= 60) cut.data[pixel * 4 + 3] = 0;
    }
    const clear = await render(await save(await image(cut).png().toBuffer(), 'png'), {
      background: { mode: 'whiten' },
    });
    expect([clear.channels, ...at(clear, 3, 3), ...at(clear, 120, 120)]).toEqual([
      3, 255, 255, 255, 200, 30, 30,
    ]);
  });
});
