/** Measures the pixels a compliance check asks about: transparency, the border, and how much the subject fills. */
import type { Sharp } from 'sharp';
import type { InputLimits, Measurement, SourceFacts } from '../../shared/engine.ts';
import { toDecodeError } from './decode-error.ts';
import { inspectionOf } from './inspect.ts';
import { type PreparedSource, prepareSource } from './open.ts';
import { examine } from './probe.ts';

export interface MeasureRequest {
  readonly path: string;
  readonly limits: InputLimits;
  /** `tolerance` is the largest difference of any one channel, 0..255. */
  readonly background: { readonly color: string; readonly tolerance: number } | null;
}

/** Width of the border, as a share of the shorter side; at least one pixel. */
const BORDER_SHARE = 0.01;
/** Long side on which the subject's extent is measured. */
const EXTENT_SIDE = 1024;
/** A row or column belongs to the subject when this share of it does, so that a speck of dust does not count. */
const SUBJECT_LINE_SHARE = 0.005;

interface Backdrop {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly tolerance: number;
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export async function measure({ path, limits, background }: MeasureRequest): Promise<Measurement> {
  const examination = await examine({ path, limits });
  const { facts } = examination;
  const source = await prepareSource(path, facts, limits);
  try {
    return {
      inspection: inspectionOf(examination),
      transparent: facts.hasAlpha && (await isTransparent(source)),
      background:
        background === null ? null : await measureBackground(source, facts, parseBackdrop(background)),
    };
  } catch (error) {
    throw toDecodeError(error, { ...facts, maxPixels: limits.maxPixels });
  }
}

async function isTransparent(source: PreparedSource): Promise<boolean> {
  const alpha = await eightBit(source).ensureAlpha().extractChannel(3).raw().toBuffer();
  return !alpha.every((value) => value === 255);
}

/**
 * In stored pixels, as the border is the same whichever way up. A pixel that lets something shine through is never
 * the asked colour, and one that is invisible is never the subject.
 */
async function measureBackground(source: PreparedSource, facts: SourceFacts, backdrop: Backdrop) {
  const sideways = facts.orientation >= 5;
  const width = sideways ? facts.height : facts.width;
  const height = sideways ? facts.width : facts.height;
  const [borderShare, extent] = await Promise.all([
    measureBorder(source, width, height, backdrop),
    measureSubject(source, backdrop),
  ]);
  return {
    borderShare,
    subjectWidth: sideways ? extent.height : extent.width,
    subjectHeight: sideways ? extent.width : extent.height,
  };
}

async function measureBorder(
  source: PreparedSource,
  width: number,
  height: number,
  backdrop: Backdrop,
): Promise<number> {
  const strips = borderStrips(width, height);
  const counts = await Promise.all(
    strips.map(async (strip) => {
      const { data } = await rgba(eightBit(source).extract(strip));
      let matching = 0;
      for (let i = 0; i < data.length; i += 4) if (isBackdrop(data, i, backdrop)) matching += 1;
      return matching;
    }),
  );
  const total = strips.reduce((sum, strip) => sum + strip.width * strip.height, 0);
  return counts.reduce((sum, count) => sum + count, 0) / total;
}

/** Top, bottom, and what is left of both sides; no pixel twice. */
export function borderStrips(width: number, height: number): Rectangle[] {
  const band = Math.max(1, Math.round(Math.min(width, height) * BORDER_SHARE));
  const top = Math.min(band, height);
  const bottom = Math.min(band, height - top);
  const middle = height - top - bottom;
  const left = Math.min(band, width);
  const right = Math.min(band, width - left);
  return [
    { left: 0, top: 0, width, height: top },
    { left: 0, top: height - bottom, width, height: bottom },
    { left: 0, top, width: left, height: middle },
    { left: width - right, top, width: right, height: middle },
  ].filter((strip) => strip.width > 0 && strip.height > 0);
}

/** Extent of what is visible and not backdrop, as shares of the stored width and height. */
async function measureSubject(
  source: PreparedSource,
  backdrop: Backdrop,
): Promise<{ width: number; height: number }> {
  // A kernel without negative lobes: others draw a faint line around the subject.
  const small = eightBit(source).resize(EXTENT_SIDE, EXTENT_SIDE, {
    fit: 'inside',
    withoutEnlargement: true,
    kernel: 'linear',
  });
  const { data, width, height } = await rgba(small);
  const columns = new Uint32Array(width);
  const rows = new Uint32Array(height);
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const visible = (data[i + 3] ?? 0) > backdrop.tolerance;
      if (!visible || isBackdrop(data, i, backdrop)) continue;
      columns[x] = (columns[x] ?? 0) + 1;
      rows[y] = (rows[y] ?? 0) + 1;
    }
  }
  return { width: extentOf(columns, height) / width, height: extentOf(rows, width) / height };
}

/** Lines from the first to the last that belong to the subject. */
function extentOf(counts: Uint32Array, lineLength: number): number {
  const enough = Math.max(1, Math.floor(lineLength * SUBJECT_LINE_SHARE));
  const first = counts.findIndex((count) => count >= enough);
  return first < 0 ? 0 : counts.findLastIndex((count) => count >= enough) - first + 1;
}

function isBackdrop(data: Buffer, at: number, { red, green, blue, tolerance }: Backdrop): boolean {
  return (
    Math.abs((data[at] ?? 0) - red) <= tolerance &&
    Math.abs((data[at + 1] ?? 0) - green) <= tolerance &&
    Math.abs((data[at + 2] ?? 0) - blue) <= tolerance &&
    data[at + 3] === 255
  );
}

/** Colours are compared in sRGB, whatever the file is in. */
function eightBit(source: PreparedSource): Sharp {
  return source.open({ animated: false }).toColourspace('srgb');
}

async function rgba(image: Sharp): Promise<{ data: Buffer; width: number; height: number }> {
  const { data, info } = await image
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function parseBackdrop({ color, tolerance }: { color: string; tolerance: number }): Backdrop {
  const channel = (at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return { red: channel(1), green: channel(3), blue: channel(5), tolerance };
}
