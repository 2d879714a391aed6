/** A recipe as people say it, block by block: `1080 × 1080 px, cut to fill, keeps the centre`. */
import { formatName } from '../../../../../shared/preset/rule-words.ts';
import type { Gravity, Length, Recipe } from '../../../../../shared/recipe/recipe.ts';
import { BLOCKS, type BlockName } from './blocks.ts';
import { isEvenPadding, paddingOfSides } from './canvas.ts';
import { lengthParts } from './length.ts';
import { usesGravity } from './resize.ts';
import type { Speaker } from './speaker.ts';

export interface BlockWords {
  readonly block: BlockName;
  readonly title: string;
  readonly words: string;
}

/** Every block that does something, in the order they run. */
export function recipeWords(recipe: Recipe, speaker: Speaker): readonly BlockWords[] {
  return BLOCKS.flatMap((block) => {
    const words = blockWords(recipe, block, speaker);
    return words === '' ? [] : [{ block, title: speaker.recipe(`block.${block}`), words }];
  });
}

/** Empty for a block that is off. */
export function blockWords(recipe: Recipe, block: BlockName, speaker: Speaker): string {
  return sentence(FRAGMENTS[block](recipe, speaker));
}

/** What somebody has to know to tell presets apart: the size, the backdrop, and the file. */
export function briefWords(recipe: Recipe, speaker: Speaker): readonly string[] {
  const { resize, canvas, crop } = recipe;
  const { recipe: t } = speaker;
  const size = [
    ...(resize || !crop ? [] : cropFragments(recipe, speaker).slice(0, 1)),
    ...(resize ? resizeFragments(recipe, speaker).slice(0, 1) : []),
    ...(canvas ? canvasFragments(recipe, speaker).filter((words) => words !== t('nothingYet')) : []),
  ];
  const backdrop = recipe.background.mode === 'whiten' ? [t('whiten')] : [];
  const file = outputFragments(recipe, speaker).slice(0, 2);
  return [sentence([...size, ...backdrop]), sentence(file)].filter(Boolean);
}

type Fragments = (recipe: Recipe, speaker: Speaker) => readonly string[];

const FRAGMENTS: Readonly<Record<BlockName, Fragments>> = {
  orient: orientFragments,
  trim: ({ trim }, { recipe: t }) => {
    if (trim === undefined) return [];
    return [trim.color === undefined ? t('trimmed') : t('trimmedColor', { color: colorName(trim.color, t) })];
  },
  crop: cropFragments,
  background: ({ background }, { recipe: t }) => {
    switch (background.mode) {
      case 'keep':
        return [];
      case 'flatten':
        return [t('flatten', { color: colorName(background.color, t) })];
      default:
        return [t(background.mode)];
    }
  },
  resize: resizeFragments,
  canvas: canvasFragments,
  adjust: adjustFragments,
  watermark: watermarkFragments,
  color: ({ color }, { recipe: t }) => [
    t(color.space === 'keep' ? 'keepSpace' : color.space),
    ...(color.space === 'srgb' && !color.embed ? [t('withoutProfile')] : []),
  ],
  metadata: ({ metadata }, { recipe: t }) => [
    t(`metadata.${metadata.policy}`),
    ...(metadata.copyright ? [t('writesCopyright', { text: metadata.copyright })] : []),
    ...(metadata.creator ? [t('writesCreator', { text: metadata.creator })] : []),
  ],
  output: outputFragments,
};

function orientFragments({ orient }: Recipe, { recipe: t }: Speaker): readonly string[] {
  return [
    t(orient.auto ? 'upright' : 'asStored'),
    ...(orient.rotate === 0 ? [] : [t('turned', { degrees: orient.rotate })]),
    ...(orient.flip ? [t('flip')] : []),
    ...(orient.flop ? [t('flop')] : []),
  ];
}

function cropFragments({ crop }: Recipe, speaker: Speaker): readonly string[] {
  const { recipe: t, format } = speaker;
  if (crop === undefined) return [];
  const cut =
    'ratio' in crop
      ? t('cutToRatio', { ratio: crop.ratio })
      : t('cutToSize', { size: format.dimensions(crop.width, crop.height) });
  return [cut, keeps(crop.gravity, speaker)];
}

function resizeFragments({ resize }: Recipe, speaker: Speaker): readonly string[] {
  const { recipe: t } = speaker;
  if (resize === undefined) return [];
  const asked = [
    resizedTo(resize, speaker),
    ...(resize.fit === 'fill-down' && !resize.enlarge ? [t('smallStay')] : []),
    ...(resize.enlarge ? [t('enlarge')] : []),
    ...(resize.sharpen === 'fast' ? [t('sharpenFast')] : []),
    ...(resize.sharpen === 'fine' ? [t('sharpenFine')] : []),
    ...(resize.kernel === 'nearest' ? [t('crispPixels')] : []),
  ];
  const [first = '', ...others] = asked;
  if (!usesGravity(resize)) return asked;
  const place = resize.fit === 'pad' ? sitsAt(resize.gravity, speaker) : keeps(resize.gravity, speaker);
  return [first, place, ...others];
}

function resizedTo(resize: NonNullable<Recipe['resize']>, { recipe: t, format, figures }: Speaker): string {
  const { width, height, longEdge, shortEdge, percent, megapixels, fit } = resize;
  if (longEdge !== undefined) return t('longEdge', { side: longEdge });
  if (shortEdge !== undefined) return t('shortEdge', { side: shortEdge });
  if (percent !== undefined) return t('percent', { percent: figures.share(percent / 100) });
  if (megapixels !== undefined) return t('megapixels', { megapixels: figures.decimal(megapixels) });
  if (height === undefined) return t('wide', { width: width ?? 0 });
  if (width === undefined) return t('high', { height });
  const size = format.dimensions(width, height);
  const key = { fit: 'inside', fill: 'fill', 'fill-down': 'fill', force: 'force', pad: 'pad' } as const;
  return t(key[fit], { size });
}

function canvasFragments({ canvas }: Recipe, speaker: Speaker): readonly string[] {
  const { recipe: t, format } = speaker;
  if (canvas === undefined) return [];
  const { width, height, ratio, padding, fill } = canvas;
  const grown = [
    ...(padding === undefined ? [] : [paddingWords(padding, speaker)]),
    ...(ratio === undefined ? [] : [t('extendToRatio', { ratio })]),
    ...(width && height ? [t('extendToSize', { size: format.dimensions(width, height) })] : []),
    ...(width && !height ? [t('wide', { width })] : []),
    ...(height && !width ? [t('high', { height })] : []),
  ];
  if (grown.length === 0) return [t('nothingYet')];
  return fill === undefined ? grown : [...grown, fillWords(fill, speaker)];
}

function fillWords(fill: string, { recipe: t }: Speaker): string {
  if (fill === 'transparent') return t('filledTransparent');
  if (fill === 'blur') return t('filledBlur');
  return t('filledWith', { color: colorName(fill, t) });
}

function paddingWords(
  padding: NonNullable<NonNullable<Recipe['canvas']>['padding']>,
  speaker: Speaker,
): string {
  const { recipe: t } = speaker;
  if (isEvenPadding(padding)) return t('padding', { length: lengthWords(padding ?? 0, speaker) });
  const { top, right, bottom, left } = paddingOfSides(padding);
  return t('paddingSides', {
    top: lengthWords(top, speaker),
    right: lengthWords(right, speaker),
    bottom: lengthWords(bottom, speaker),
    left: lengthWords(left, speaker),
  });
}

function adjustFragments({ adjust }: Recipe, { recipe: t, figures }: Speaker): readonly string[] {
  if (adjust === undefined) return [];
  const changed = [
    ...(['brightness', 'contrast', 'saturation'] as const)
      .filter((name) => adjust[name] !== 1)
      .map((name) => t(name, { percent: figures.share(adjust[name]) })),
    ...(adjust.hue === 0 ? [] : [t('hue', { degrees: adjust.hue })]),
    ...(adjust.gamma === 1 ? [] : [t('gamma', { value: figures.decimal(adjust.gamma) })]),
    ...(adjust.grayscale ? [t('grayscale')] : []),
    ...(adjust.normalize ? [t('normalize')] : []),
  ];
  return changed.length === 0 ? [t('nothingYet')] : changed;
}

function watermarkFragments({ watermark }: Recipe, speaker: Speaker): readonly string[] {
  const { recipe: t, figures } = speaker;
  if (watermark === undefined) return [];
  const name = watermark.kind === 'text' ? watermark.text : (watermark.path.split(/[/\\]/).at(-1) ?? '');
  return [
    t('markText', { text: name }),
    watermark.tile ? t('tiled') : sitsAt(watermark.gravity, speaker),
    t('visible', { percent: figures.share(watermark.opacity) }),
  ];
}

function outputFragments({ output }: Recipe, speaker: Speaker): readonly string[] {
  const { recipe: t, figures } = speaker;
  return [
    output.format === 'same' ? t('sameFormat') : formatName(output.format),
    ...goalFragments(output, speaker),
    ...(output.effort === 'balanced' ? [] : [t(output.effort)]),
    ...(output.chroma === '4:4:4' ? [t('fullColor')] : []),
    ...(output.colors === undefined ? [] : [t('colors', { count: output.colors })]),
    ...(output.animation === 'first' ? [t('firstFrame')] : []),
    ...(output.sizes === undefined
      ? []
      : [t('iconSizes', { sizes: output.sizes.map((size) => figures.decimal(size)).join(', ') })]),
  ];
}

function goalFragments(output: Recipe['output'], { recipe: t, format, figures }: Speaker): readonly string[] {
  if (output.target !== undefined) {
    return 'bytes' in output.target
      ? [t('upTo', { bytes: format.bytes(output.target.bytes) })]
      : [t('likeness', { likeness: figures.decimal(output.target.ssim) })];
  }
  if (output.lossless) return [t('lossless')];
  return output.quality === undefined ? [] : [t('quality', { quality: output.quality })];
}

function lengthWords(length: Length, { figures }: Speaker): string {
  const { value, unit } = lengthParts(length);
  return unit === 'px' ? `${figures.decimal(value)} px` : figures.share(value / 100);
}

function keeps(gravity: Gravity, speaker: Speaker): string {
  return speaker.recipe('keeps', { place: placeWords(gravity, speaker) });
}

function sitsAt(gravity: Gravity, speaker: Speaker): string {
  return speaker.recipe('sitsAt', { place: placeWords(gravity, speaker) });
}

function placeWords(gravity: Gravity, { recipe: t, figures }: Speaker): string {
  if (typeof gravity === 'string') return t(`place.${gravity}`);
  return t('place.point', { x: figures.share(gravity.x), y: figures.share(gravity.y) });
}

/** White and black have names; other colours are their numbers. */
export function colorName(color: string, t: Speaker['recipe']): string {
  const plain = color.toLowerCase();
  if (plain === '#ffffff') return t('color.white');
  return plain === '#000000' ? t('color.black') : plain;
}

function sentence(fragments: readonly string[]): string {
  return capitalised(fragments.join(', '));
}

/** Names such as sRGB keep the letters they have. */
export function capitalised(text: string): string {
  return /^\p{Ll}\p{Lu}/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
