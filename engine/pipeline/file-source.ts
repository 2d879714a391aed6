/** The file as a source of pixels: each opening is a decoding, often at reduced size. */
import type { InputLimits, SourceFacts } from '../../shared/engine.ts';
import { type PreparedSource, prepareSource } from '../input/open.ts';
import type { PixelColor } from './color-plan.ts';
import { exifTurn, turnSize } from './orientation.ts';
import type { PixelSource } from './pixel-source.ts';

export async function fileSource(
  path: string,
  facts: SourceFacts,
  limits: InputLimits,
): Promise<PixelSource> {
  const prepared = await prepareSource(path, facts, limits);
  const original = { width: facts.width, height: facts.height };
  return {
    open: (options) => prepared.open(options),
    stored: turnSize(original, exifTurn(facts.orientation)),
    original,
    orientation: facts.orientation,
    taggedOrientation: facts.orientation,
    hasAlpha: facts.hasAlpha,
    color: await pixelColor(facts, prepared),
    pages: facts.pages,
    isAnimation: facts.pages > 1 && (facts.format === 'gif' || facts.format === 'webp'),
    inMemory: prepared.inMemory,
  };
}

async function pixelColor(facts: SourceFacts, source: PreparedSource): Promise<PixelColor> {
  const metadata = () => source.open({ animated: false }).metadata();
  switch (facts.color) {
    case 'srgb-untagged':
      return { kind: 'srgb', tagged: false };
    case 'srgb':
      return { kind: 'srgb', tagged: true };
    case 'wide':
      return { kind: 'wide', tagged: true };
    case 'cmyk':
    case 'gray':
      return { kind: facts.color, tagged: (await metadata()).icc !== undefined };
    case 'other': {
      const { space, icc } = await metadata();
      // 16 bits: the library's own path would convert a tagged picture to P3 numbers and call them sRGB.
      if (space === 'rgb16') return icc === undefined ? { kind: 'srgb', tagged: false } : WIDE;
      return { kind: 'other', tagged: false };
    }
  }
}

const WIDE: PixelColor = { kind: 'wide', tagged: true };
