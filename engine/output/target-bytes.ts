/** Encodes so that the finished file, metadata included, is at most a given size and not needlessly below it. */
import { EaselError } from '../../shared/errors.ts';
import { encodePlain } from './encode-plain.ts';
import {
  DEFAULT_QUALITY,
  type EncoderSettings,
  hasQuality,
  qualityOf,
  type RasterFormat,
} from './encoders.ts';
import type { Pixels } from './pixels.ts';
import { largestWithin } from './size-search.ts';

export interface BytesTarget {
  readonly bytes: number;
  readonly minQuality: number;
}

export interface Encoded {
  readonly bytes: Buffer;
  readonly quality: number | null;
  readonly warnings: readonly string[];
}

interface Candidate {
  readonly bytes: Buffer;
  readonly settings: EncoderSettings;
}

/** Below this share of the cap, finer steps than whole quality numbers are tried. */
const FILL = 0.9;
/** Where compression starts to show in any picture. */
const LOW_QUALITY = 40;

/** `seal` turns encoder output into the finished file. */
export async function encodeWithin(
  pixels: Pixels,
  settings: EncoderSettings,
  target: BytesTarget,
  seal: (encoded: Buffer) => Buffer,
): Promise<Encoded> {
  const attempt = async (chosen: EncoderSettings): Promise<Candidate> => ({
    bytes: seal(await encodePlain(pixels, chosen)),
    settings: chosen,
  });
  if (hasQuality(settings.format)) return byQuality(attempt, settings, target);
  return byColors(attempt, settings, target.bytes);
}

type Attempt = (settings: EncoderSettings) => Promise<Candidate>;

async function byQuality(attempt: Attempt, settings: EncoderSettings, target: BytesTarget): Promise<Encoded> {
  const cap = target.bytes;
  const first = DEFAULT_QUALITY[settings.format] ?? 80;
  const plain = await bestQuality(attempt, settings, target, first);
  if (plain.best === null) return byStrongerEffort(attempt, settings, target, plain.smallest);
  if (!plain.foundLimit) return finish(await lossless(attempt, plain.best, cap), cap);
  if (plain.best.bytes.length >= cap * FILL) return finish(plain.best, cap);

  let best = plain.best;
  for (const variant of finerVariants(settings)) {
    const from = best.settings.quality;
    const { best: other } = await bestQuality(
      attempt,
      variant,
      // Far below the plain quality another lever would trade more detail than it brings.
      { bytes: cap, minQuality: Math.max(target.minQuality, from - 12) },
      from,
    );
    if (other !== null && other.bytes.length > best.bytes.length) best = other;
    if (best.bytes.length >= cap * FILL) break;
  }
  return finish(best, cap);
}

async function bestQuality(attempt: Attempt, settings: EncoderSettings, target: BytesTarget, first: number) {
  const tried = new Map<number, Candidate>();
  const { fit, over } = await largestWithin({
    least: target.minQuality,
    most: 100,
    first,
    cap: target.bytes,
    curve: (quality) => typicalLogSize(settings.format, quality),
    async sizeAt(quality) {
      const candidate = await attempt({ ...settings, quality });
      tried.set(quality, candidate);
      return candidate.bytes.length;
    },
  });
  return {
    best: (fit && tried.get(fit.step)) ?? null,
    /** Some quality was too large, so the cap and not the picture decides. */
    foundLimit: over !== null,
    smallest: over?.size ?? 0,
  };
}

/** Even the best lossy quality fits: WebP has one better still. */
async function lossless(attempt: Attempt, best: Candidate, cap: number): Promise<Candidate> {
  if (best.settings.format !== 'webp' || best.bytes.length >= cap * FILL) return best;
  const exact = await attempt({ ...best.settings, lossless: true });
  return exact.bytes.length <= cap ? exact : best;
}

/** The lowest quality allowed is too large: more time, and colour at half resolution, may still get it there. */
async function byStrongerEffort(
  attempt: Attempt,
  settings: EncoderSettings,
  target: BytesTarget,
  smallest: number,
): Promise<Encoded> {
  const stronger: EncoderSettings = { ...settings, effort: 'smallest', chroma: '4:2:0' };
  const found = await bestQuality(attempt, stronger, target, target.minQuality);
  if (found.best !== null) return finish(found.best, target.bytes);
  const least = Math.min(smallest, found.smallest);
  throw new EaselError('TARGET_UNREACHABLE', {
    reason: `at quality ${target.minQuality}, the lowest allowed, the file is ${group(least)} bytes, not ${group(target.bytes)}`,
    smallest: least,
  });
}

/** Other ways of spending bytes on the picture, for caps that fall between two quality steps. */
function finerVariants(settings: EncoderSettings): EncoderSettings[] {
  const turned = settings.chroma === '4:2:0' ? '4:4:4' : '4:2:0';
  const efforts = (['fast', 'balanced', 'smallest'] as const).filter((effort) => effort !== settings.effort);
  if (settings.format === 'jpeg') {
    return [
      { ...settings, chroma: turned },
      { ...settings, jpegTable: 3 },
      { ...settings, chroma: turned, jpegTable: 3 },
      { ...settings, jpegTable: 1 },
      { ...settings, chroma: turned, jpegTable: 1 },
    ];
  }
  return [
    { ...settings, chroma: turned },
    ...efforts.map((effort) => ({ ...settings, effort })),
    ...efforts.map((effort) => ({ ...settings, effort, chroma: turned }) as const),
  ];
}

/** Formats without a quality: in full if that fits, else with fewer colours where the format has a palette. */
async function byColors(attempt: Attempt, settings: EncoderSettings, cap: number): Promise<Encoded> {
  const full = await attempt(settings);
  if (full.bytes.length <= cap) return { bytes: full.bytes, quality: null, warnings: [] };
  if (settings.format === 'tiff') {
    throw new EaselError('TARGET_UNREACHABLE', {
      reason: `as TIFF the file is ${group(full.bytes.length)} bytes, and TIFF has no quality to lower; choose JPEG, WebP or AVIF`,
      smallest: full.bytes.length,
    });
  }
  let best: Candidate | null = null;
  let smallest = full.bytes.length;
  // Without dithering a palette packs tighter, so more colours fit: worth it only when dithering leaves a gap.
  for (const dither of [1, 0.5, 0]) {
    const tried = new Map<number, Candidate>();
    const { fit, over } = await largestWithin({
      least: 2,
      most: settings.colors ?? 256,
      first: settings.colors ?? 256,
      cap,
      curve: (colors) => 0.6 * Math.log(colors),
      async sizeAt(colors) {
        const candidate = await attempt({ ...settings, colors, dither });
        tried.set(colors, candidate);
        return candidate.bytes.length;
      },
    });
    const found = fit && tried.get(fit.step);
    if (found && found.bytes.length > (best?.bytes.length ?? 0)) best = found;
    smallest = Math.min(smallest, over?.size ?? smallest);
    if (best !== null && (over === null || best.bytes.length >= cap * FILL)) break;
  }
  if (best === null) {
    throw new EaselError('TARGET_UNREACHABLE', {
      reason: `with two colours the file is still ${group(smallest)} bytes, not ${group(cap)}`,
      smallest,
    });
  }
  const colors = best.settings.colors ?? 256;
  const warning = `Colours were reduced to ${colors} to stay within ${group(cap)} bytes.`;
  return { bytes: best.bytes, quality: null, warnings: [warning] };
}

function finish({ bytes, settings }: Candidate, cap: number): Encoded {
  const quality = qualityOf(settings);
  const isLow = quality !== null && quality < LOW_QUALITY;
  return {
    bytes,
    quality,
    warnings: isLow
      ? [
          `Staying within ${group(cap)} bytes took quality ${quality}: look at the result before publishing it.`,
        ]
      : [],
  };
}

function group(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

const ANCHORS: readonly number[] = [1, 10, 30, 50, 70, 80, 90, 95, 98, 100];
/** Bytes of one measured photo at each anchor. */
const TYPICAL: Readonly<Partial<Record<RasterFormat, readonly number[]>>> = {
  jpeg: [2594, 7872, 15046, 19562, 25079, 30280, 41472, 56744, 84955, 122521],
  webp: [6588, 10176, 14216, 17382, 20656, 24614, 35278, 45854, 62912, 66040],
  avif: [4159, 5289, 7874, 13283, 23201, 30700, 42791, 62214, 81767, 134053],
};

function typicalLogSize(format: RasterFormat, quality: number): number {
  const sizes = TYPICAL[format] ?? [];
  const next = Math.max(
    1,
    ANCHORS.findIndex((anchor) => anchor >= quality),
  );
  const [from = 1, to = 100] = [ANCHORS[next - 1], ANCHORS[next]];
  const [low, high] = [Math.log(sizes[next - 1] ?? 1), Math.log(sizes[next] ?? 1)];
  return low + ((high - low) * (quality - from)) / (to - from);
}
