/**
 * What single SVG elements cost to draw, measured with the library on a canvas of one megapixel. One unit of effect
 * is 10 ms a megapixel, if the element covers the whole canvas; most cover a small part, so the sum is a ceiling.
 */

type Attributes = ReadonlyMap<string, string>;

const BLUR = 15;
/** Steps of a filter. Those not named here are about as costly as a colour matrix. */
const FILTER_STEPS: Readonly<Record<string, number>> = {
  feOffset: 1,
  feMerge: 1,
  feMergeNode: 0,
  feFuncR: 0,
  feFuncG: 0,
  feFuncB: 0,
  feFuncA: 0,
  fePointLight: 0,
  feSpotLight: 0,
  feDistantLight: 0,
  feGaussianBlur: BLUR,
  feMorphology: 200,
  feDiffuseLighting: 20,
  feSpecularLighting: 20,
};
const OTHER_FILTER_STEP = 10;
const TURBULENCE_OCTAVE = 9;
const CONVOLUTION_TAP = 4;
const MASK = 1;
const PATTERN = 20;
const TRANSPARENT_GROUP = 0.2;
const BLENDED_GROUP = 1;
/** Dashes that cost as much as one more element. */
const DASHES_PER_ELEMENT = 20;

export function effectWeight(name: string, attributes: Attributes): number {
  return elementEffect(name, attributes) + styleEffect(attributes);
}

/** Whether the element is drawn on a canvas of its own first, which is held while its content is drawn. */
export function needsLayer(attributes: Attributes): boolean {
  const style = attributes.get('style') ?? '';
  return (
    ['opacity', 'filter', 'mask', 'mix-blend-mode'].some((key) => attributes.has(key)) ||
    /(?:^|[;\s])(?:opacity|filter|mask|mix-blend-mode|isolation)\s*:/.test(style)
  );
}

/** The shortest dash pattern anywhere in the source, in user units; null when no line is dashed. */
export function shortestDash(source: string): number | null {
  let shortest: number | null = null;
  for (const [, list = ''] of source.matchAll(/stroke-dasharray\s*[:=]\s*["']?([\d.,\s]{1,200})/g)) {
    const sum = numbersOf(list).reduce((total, dash) => total + dash, 0);
    if (sum > 0 && (shortest === null || sum < shortest)) shortest = sum;
  }
  return shortest;
}

/** Elements that the dashes of an outline are worth. Dashes are inherited, so every outline may have them. */
export function dashWeight(attributes: Attributes, dash: number | null): number {
  return dash === null ? 0 : Math.floor(outlineLength(attributes) / dash / DASHES_PER_ELEMENT);
}

export function numbersOf(text: string | undefined): number[] {
  return (text ?? '').match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi)?.map(Number) ?? [];
}

export function numberOf(text: string | undefined): number {
  const number = Number.parseFloat(text ?? '');
  return Number.isNaN(number) ? 0 : number;
}

function elementEffect(name: string, attributes: Attributes): number {
  if (name === 'mask') return MASK;
  if (name === 'pattern') return PATTERN;
  if (!name.startsWith('fe')) return 0;
  if (name === 'feTurbulence') return TURBULENCE_OCTAVE * Math.max(1, numberOf(attributes.get('numOctaves')));
  if (name === 'feConvolveMatrix') {
    const [columns = 3, rows = columns] = numbersOf(attributes.get('order'));
    return CONVOLUTION_TAP * Math.abs(columns * rows);
  }
  return FILTER_STEPS[name] ?? OTHER_FILTER_STEP;
}

function styleEffect(attributes: Attributes): number {
  const style = attributes.get('style') ?? '';
  const functions = `${attributes.get('filter') ?? ''} ${style}`.match(
    /\b(?:blur|drop-shadow|brightness|contrast|saturate|hue-rotate)\(/g,
  );
  const blended = attributes.has('mix-blend-mode') || style.includes('mix-blend-mode');
  const transparent = attributes.has('opacity') || /(?:^|[;\s])opacity\s*:/.test(style);
  return (
    (functions?.length ?? 0) * BLUR + (blended ? BLENDED_GROUP : 0) + (transparent ? TRANSPARENT_GROUP : 0)
  );
}

/** Upper estimate, in user units: corner to corner for absolute commands, the steps themselves for relative ones. */
function outlineLength(attributes: Attributes): number {
  let length = 0;
  for (const [, command = '', list = ''] of (attributes.get('d') ?? '').matchAll(/([a-z])([^a-z]*)/gi)) {
    const numbers = numbersOf(list);
    const relative = command === command.toLowerCase();
    for (let i = 0; i < numbers.length; i++) {
      length += Math.abs((numbers[i] ?? 0) - (relative ? 0 : (numbers[i - 2] ?? 0)));
    }
  }
  const points = numbersOf(attributes.get('points'));
  for (let i = 2; i < points.length; i++) length += Math.abs((points[i] ?? 0) - (points[i - 2] ?? 0));
  for (const side of ['width', 'height', 'r', 'rx', 'ry', 'x2', 'y2']) {
    length += Math.abs(numberOf(attributes.get(side))) * 2 * Math.PI;
  }
  return length;
}
