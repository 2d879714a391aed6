/**
 * Decides how the pixels of a source are to be understood, from its profile's numbers rather than its name.
 *
 * What carries no ICC profile is taken as sRGB, also when a PNG says otherwise by gAMA or cHRM, an AVIF by its
 * colour box, or EXIF by `R03` or "uncalibrated": the library does not apply those, and neither do most viewers, so
 * the result looks as the source does elsewhere.
 */
import type { Metadata } from 'sharp';
import type { SourceColor } from '../../shared/engine.ts';
import { type Curve, type IccProfile, parseIcc, type Xyz } from './icc.ts';

/** sRGB colorants adapted to D50, as IEC 61966-2.1 profiles store them. */
const SRGB_MATRIX: readonly [Xyz, Xyz, Xyz] = [
  [0.4361, 0.2225, 0.0139],
  [0.3851, 0.7169, 0.0971],
  [0.1431, 0.0606, 0.7141],
];
/** Rounding and differing adaptation move the common profiles by up to 0.002; Display P3 is 0.08 away. */
const COLORANT_TOLERANCE = 0.004;
/**
 * Of the sRGB scale, 0..1, so about three levels of 255. Compact profiles approximate the curve within one level;
 * a plain gamma of 2.2, which is not sRGB, is nine levels away in the shadows.
 */
const CURVE_TOLERANCE = 0.012;
const CURVE_SAMPLES = 16;

export interface ColorFacts {
  readonly color: SourceColor;
  readonly profileName: string | null;
}

export function classifyColor(metadata: Pick<Metadata, 'space' | 'depth' | 'icc'>): ColorFacts {
  const profile = metadata.icc === undefined ? null : parseIcc(metadata.icc);
  return { color: colorOf(metadata, profile), profileName: profile?.description ?? null };
}

function colorOf(
  metadata: Pick<Metadata, 'space' | 'depth' | 'icc'>,
  profile: IccProfile | null,
): SourceColor {
  if (metadata.depth !== 'uchar') return 'other';
  if (metadata.space === 'cmyk') return 'cmyk';
  if (metadata.space === 'b-w') return 'gray';
  if (metadata.space !== 'srgb') return 'other';
  if (metadata.icc === undefined) return 'srgb-untagged';
  if (profile?.colorSpace !== 'RGB ') return 'other';
  return isSrgb(profile) ? 'srgb' : 'wide';
}

/** Whether a profile maps RGB numbers to the same colours as sRGB does. */
export function isSrgb(profile: IccProfile): boolean {
  if (profile.hasTables || profile.matrix === null || profile.curves === null) return false;
  const { red, green, blue } = profile.matrix;
  return (
    [red, green, blue].every((colorant, i) => isNear(colorant, SRGB_MATRIX[i])) &&
    profile.curves.every(isSrgbCurve)
  );
}

function isNear(colorant: Xyz, wanted: Xyz | undefined): boolean {
  return colorant.every((value, i) => Math.abs(value - (wanted?.[i] ?? Number.NaN)) <= COLORANT_TOLERANCE);
}

function isSrgbCurve(curve: Curve): boolean {
  for (let i = 0; i <= CURVE_SAMPLES; i++) {
    const value = i / CURVE_SAMPLES;
    // The negation also turns away what is not a number.
    if (!(Math.abs(linearToSrgb(curve(value)) - value) <= CURVE_TOLERANCE)) return false;
  }
  return true;
}

function linearToSrgb(linear: number): number {
  return linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
}
