/** Decides how one output treats colour: what to convert, when, and which profile the file carries. */
import type { OutputFormat, Recipe } from '../../shared/recipe/recipe.ts';
import type { OutputColor } from './rendered-image.ts';

/** How the pixels of an opened image are to be understood; `tagged` means that it carries a usable profile. */
export type PixelColor =
  | { readonly kind: 'srgb'; readonly tagged: boolean }
  /** Another RGB profile, 8 or 16 bits. */
  | { readonly kind: 'wide'; readonly tagged: true }
  | { readonly kind: 'cmyk'; readonly tagged: boolean }
  | { readonly kind: 'gray'; readonly tagged: boolean }
  /** Lab and the rest, which only the library's own path can read. */
  | { readonly kind: 'other'; readonly tagged: false };

/** What the numbers are while pixels are worked on. */
export type WorkSpace = 'srgb' | 'p3' | 'source';

export interface ColorPlan {
  readonly source: PixelColor;
  /** Numbers are left as the file has them; a conversion comes late, on fewer pixels, or never. */
  readonly ignoreIcc: boolean;
  /** The library's colour space in which numbers survive untouched. */
  readonly native: 'srgb' | 'cmyk' | 'b-w';
  /** Conversion due when the first pipeline is written to memory. */
  readonly convertOnSettle: 'srgb' | 'p3' | null;
  /** Pixels written to memory take their profile along. */
  readonly carryProfile: boolean;
  /** Space of the numbers once written to memory: new colours are expressed in it. */
  readonly workSpace: WorkSpace;
  readonly finish: {
    /** The file's own pipeline goes straight to the encoder. */
    readonly direct: OutputColor;
    readonly settled: OutputColor;
  };
  readonly warnings: readonly string[];
}

const CARRIES_PROFILE: readonly OutputFormat[] = ['jpeg', 'png', 'webp', 'avif', 'tiff'];
const CARRIES_CMYK: readonly OutputFormat[] = ['jpeg', 'tiff'];

/** `edits`: some step draws or changes colours, which only works on RGB numbers. */
export function planColor(
  source: PixelColor,
  color: Recipe['color'],
  format: OutputFormat,
  edits: boolean,
): ColorPlan {
  const warnings: string[] = [];
  const target = reachableSpace(source, color.space, format, edits, warnings);
  if (target === 'keep') return { ...keepPlan(source), source, warnings };
  if (target === 'srgb') return { ...srgbPlan(source, color.embed), source, warnings };
  return { ...exportPlan(source, target), source, warnings };
}

type Steps = Omit<ColorPlan, 'source' | 'warnings'>;
type Target = Recipe['color']['space'];

function reachableSpace(
  source: PixelColor,
  wanted: Target,
  format: OutputFormat,
  edits: boolean,
  warnings: string[],
): Target {
  const name = format.toUpperCase();
  if (wanted === 'keep' && (source.kind === 'srgb' || !source.tagged) && source.kind !== 'cmyk') {
    if (source.kind === 'other')
      warnings.push('The colour space of this file cannot be kept: it is now sRGB.');
    return 'srgb';
  }
  if (wanted === 'srgb') return 'srgb';
  if (!CARRIES_PROFILE.includes(format)) {
    warnings.push(`${name} files cannot say which colour space they use: the picture was converted to sRGB.`);
    return 'srgb';
  }
  const inks = wanted === 'cmyk' || (wanted === 'keep' && source.kind === 'cmyk');
  if (inks && !CARRIES_CMYK.includes(format)) {
    warnings.push(`${name} files cannot hold CMYK: the picture was converted to sRGB.`);
    return 'srgb';
  }
  if (inks && source.kind === 'cmyk') {
    if (!edits) return 'keep';
    warnings.push('The picture was edited in sRGB and converted back with a standard CMYK profile.');
    return 'cmyk';
  }
  if (wanted === 'keep' && source.kind === 'gray' && edits) {
    warnings.push('A grey picture cannot be edited in its own space: it is now sRGB.');
    return 'srgb';
  }
  return wanted;
}

const PLAIN: OutputColor = { profile: 'srgb', convert: false, attach: false };
const CARRIED: OutputColor = { profile: 'source', convert: false, attach: true };

function keepPlan(source: PixelColor): Steps {
  return {
    ignoreIcc: true,
    native: source.kind === 'cmyk' ? 'cmyk' : source.kind === 'gray' ? 'b-w' : 'srgb',
    convertOnSettle: null,
    carryProfile: true,
    workSpace: 'source',
    finish: { direct: CARRIED, settled: CARRIED },
  };
}

function srgbPlan(source: PixelColor, embed: boolean): Steps {
  if (source.kind === 'srgb') {
    // A profile that is already there costs nothing; adding one to untagged pixels costs a conversion that
    // changes no pixel, and untagged means sRGB anyway.
    const finish = embed && source.tagged ? CARRIED : PLAIN;
    return {
      ignoreIcc: true,
      native: 'srgb',
      convertOnSettle: null,
      carryProfile: finish.attach,
      workSpace: 'srgb',
      finish: { direct: finish, settled: finish },
    };
  }
  if (source.kind === 'wide') {
    return {
      ignoreIcc: true,
      native: 'srgb',
      convertOnSettle: 'srgb',
      carryProfile: embed,
      workSpace: 'srgb',
      finish: {
        direct: { profile: 'srgb', convert: true, attach: embed },
        settled: embed ? CARRIED : PLAIN,
      },
    };
  }
  // The library converts these as it opens them, and forgets the profile: attaching sRGB is a conversion of its own.
  const tag = embed && source.tagged;
  return {
    ignoreIcc: false,
    native: 'srgb',
    convertOnSettle: tag ? 'srgb' : null,
    carryProfile: tag,
    workSpace: 'srgb',
    finish: {
      direct: { profile: 'srgb', convert: tag, attach: tag },
      settled: tag ? CARRIED : PLAIN,
    },
  };
}

/** To a space other than sRGB that the source is not in yet. */
function exportPlan(source: PixelColor, target: 'p3' | 'cmyk'): Steps {
  const last: OutputColor = { profile: target, convert: true, attach: true };
  if (source.kind !== 'wide') {
    return {
      ignoreIcc: source.kind === 'srgb',
      native: 'srgb',
      convertOnSettle: null,
      carryProfile: false,
      workSpace: 'srgb',
      finish: { direct: last, settled: last },
    };
  }
  // Wide colours reach P3 without passing through sRGB, where they would be cut.
  return {
    ignoreIcc: true,
    native: 'srgb',
    convertOnSettle: target === 'p3' ? 'p3' : 'srgb',
    carryProfile: target === 'p3',
    workSpace: target === 'p3' ? 'p3' : 'srgb',
    finish: { direct: last, settled: target === 'p3' ? CARRIED : last },
  };
}
