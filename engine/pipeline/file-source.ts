/** The file as a source of pixels: each opening is a decoding, often at reduced size. */
import sharp, { type Sharp } from 'sharp';
import type { InputLimits, SourceFacts } from '../../shared/engine.ts';
import { FAIL_ON } from '../input/decode-error.ts';
import type { PixelColor } from './color-plan.ts';
import { exifTurn, turnSize } from './orientation.ts';
import type { OpenOptions, PixelSource } from './pixel-source.ts';

export async function fileSource(
  path: string,
  facts: SourceFacts,
  limits: InputLimits,
): Promise<PixelSource> {
  const open = ({ ignoreIcc, animated }: OpenOptions) =>
    Promise.resolve(
      sharp(path, {
        sequentialRead: true,
        failOn: FAIL_ON,
        limitInputPixels: limits.maxPixels,
        ignoreIcc,
        animated,
      }),
    );
  const original = { width: facts.width, height: facts.height };
  return {
    open,
    stored: turnSize(original, exifTurn(facts.orientation)),
    original,
    orientation: facts.orientation,
    taggedOrientation: facts.orientation,
    hasAlpha: facts.hasAlpha,
    color: await pixelColor(facts, () => open({ ignoreIcc: true, animated: false })),
    pages: facts.pages,
    inMemory: false,
  };
}

async function pixelColor(facts: SourceFacts, open: () => Promise<Sharp>): Promise<PixelColor> {
  switch (facts.color) {
    case 'srgb-untagged':
      return { kind: 'srgb', tagged: false };
    case 'srgb':
      return { kind: 'srgb', tagged: true };
    case 'wide':
      return { kind: 'wide', tagged: true };
    case 'cmyk':
    case 'gray':
      return { kind: facts.color, tagged: (await (await open()).metadata()).icc !== undefined };
    case 'other': {
      const { space, icc } = await (await open()).metadata();
      // 16 bits: the library's own path would convert a tagged picture to P3 numbers and call them sRGB.
      if (space === 'rgb16') return icc === undefined ? { kind: 'srgb', tagged: false } : WIDE;
      return { kind: 'other', tagged: false };
    }
  }
}

const WIDE: PixelColor = { kind: 'wide', tagged: true };
