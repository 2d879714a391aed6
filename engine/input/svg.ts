/**
 * Judges what an SVG would cost to draw, from its source alone. Drawing cannot be interrupted, and a few hundred
 * bytes can ask for years of work, so anything beyond these limits is turned away before the library sees it.
 */
import { EaselError } from '../../shared/errors.ts';
import { dataImagePixels } from './svg-images.ts';
import { svgTokens } from './svg-tokens.ts';
import { dashWeight, effectWeight, needsLayer, numberOf, numbersOf, shortestDash } from './svg-weight.ts';

/** Nested elements; real drawings stay below 50. */
const MAX_DEPTH = 200;
/** Elements drawn after every reference is followed; the library itself gives up at 500,000, after seconds. */
const MAX_DRAWN = 100_000;
/** Characters; Illustrator's declarations need a tenth of that. */
const MAX_DOCTYPE = 10_000;
/** References that lead to references. */
const MAX_REFERENCE_CHAIN = 100;
/** Pixels of all pictures embedded in one drawing. */
const MAX_EMBEDDED_PIXELS = 50_000_000;
/** User units; a tile or filter region larger than this is no drawing. */
const MAX_REGION = 100_000;
/** Units of effect times megapixels, see svg-weight.ts: 200 s if every filter covered the whole canvas. */
const MAX_EFFECT = 20_000;
/** Canvases held at the same time, times their pixels; four bytes each. */
const MAX_LAYER_PIXELS = 200_000_000;
/** Characters of one text element: the time to set it grows with the square. */
const MAX_TEXT = 10_000;

const NOTHING: SvgCost = { drawn: 1, effects: 0, layers: 0 };

const REGION_ELEMENTS: ReadonlySet<string> = new Set(['filter', 'pattern', 'mask', 'marker']);
const REFERRING_ELEMENTS: ReadonlySet<string> = new Set([
  'use',
  'image',
  'feImage',
  'pattern',
  'linearGradient',
  'radialGradient',
  'filter',
  'mask',
  'clipPath',
  'textPath',
  'tref',
]);

export interface SvgCost {
  /** Elements drawn, each as often as it is referred to. */
  readonly drawn: number;
  /** Units of effect for each megapixel of the canvas. */
  readonly effects: number;
  /** Canvases held one inside the other. */
  readonly layers: number;
}

interface Element {
  readonly name: string;
  readonly classes: readonly string[];
  readonly children: Element[];
  /** What drawing it once costs, without its content. */
  readonly own: SvgCost;
  /** Ids whose content is drawn again for this element, each with how often. */
  readonly references: { readonly id: string; readonly times: number }[];
}

/** Throws INPUT_TOO_COMPLEX or INPUT_TRUNCATED; what it returns grows with the canvas, see {@link assertEffects}. */
export function assessSvg(source: string): SvgCost {
  assertEncoding(source);
  const ids = new Map<string, Element>();
  const root: Element = { name: '', classes: [], children: [], own: NOTHING, references: [] };
  const dash = shortestDash(source);
  const open: Element[] = [root];
  let embeddedPixels = 0;
  const styles: string[] = [];
  let textLength = 0;
  for (const token of svgTokens(source)) {
    const parent = open[open.length - 1] ?? root;
    if (token.type === 'doctype') assertDoctype(token.text, source);
    else if (token.type === 'cut') throw new EaselError('INPUT_TRUNCATED');
    else if (token.type === 'text') {
      if (parent.name === 'style') styles.push(token.text);
      else textLength += token.text.length;
      if (textLength > MAX_TEXT && open.some(({ name }) => name === 'text')) {
        throw tooComplex('one of its texts is too long');
      }
    } else if (token.type === 'close' && open.length > 1) open.pop();
    else if (token.type === 'open') {
      const element: Element = {
        name: token.name,
        classes: token.attributes.get('class')?.split(/\s+/) ?? [],
        children: [],
        own: {
          drawn: 1 + dashWeight(token.attributes, dash),
          effects: effectWeight(token.name, token.attributes),
          layers: needsLayer(token.attributes) ? 1 : 0,
        },
        references: [],
      };
      if (token.name === 'text') textLength = 0;
      assertAttributes(token.name, token.attributes);
      embeddedPixels += addReferences(element, token.attributes);
      if (embeddedPixels > MAX_EMBEDDED_PIXELS) throw tooComplex('its embedded pictures are too large');
      parent.children.push(element);
      const id = token.attributes.get('id');
      if (id !== undefined && !ids.has(id)) ids.set(id, element);
      open.push(element);
      if (open.length > MAX_DEPTH) throw tooComplex(`it nests more than ${MAX_DEPTH} elements`);
    }
  }
  if (open.length > 1) throw new EaselError('INPUT_TRUNCATED');
  return costOf(root, ids, rulesOf(styles.join('\n')));
}

/** Filters, masks and groups work on whole canvases, so their cost is known once its size is. */
export function assertEffects({ effects, layers }: SvgCost, canvasPixels: number): void {
  if ((effects * canvasPixels) / 1_000_000 > MAX_EFFECT) {
    throw tooComplex('its filters and masks cover too many pixels');
  }
  if (layers * canvasPixels > MAX_LAYER_PIXELS) throw tooComplex('it nests too many transparent groups');
}

/**
 * A plain document type is harmless, and older programs write one. Entities are allowed only as Illustrator uses
 * them, for the text of namespaces: no entity inside an entity, no markup, no other file.
 */
function assertDoctype(doctype: string, source: string): void {
  const subset = doctype.indexOf('[');
  if (subset < 0) return;
  if (doctype.length > MAX_DOCTYPE) throw tooComplex('it defines entities');
  let longest = 0;
  const rest = doctype
    .slice(subset + 1)
    .replace(
      /<!ENTITY\s+[\w.-]+\s+(?:"([^"&%<]*)"|'([^'&%<]*)')\s*>/g,
      (_, double?: string, single?: string) => {
        longest = Math.max(longest, (double ?? single ?? '').length);
        return '';
      },
    );
  if (/<!ENTITY|%/i.test(rest)) throw tooComplex('it defines entities');
  const uses = source.match(/&[\w.-]+;/g)?.length ?? 0;
  if (uses * longest > 1_000_000) throw tooComplex('it defines entities');
}

function assertAttributes(name: string, attributes: ReadonlyMap<string, string>): void {
  if (REGION_ELEMENTS.has(name)) {
    for (const side of ['x', 'y', 'width', 'height', 'markerWidth', 'markerHeight']) {
      if (Math.abs(numberOf(attributes.get(side))) > MAX_REGION) throw tooComplex(`a ${name} is too large`);
    }
  }
}

/** Records what the element draws again; returns the pixels of a picture embedded in it. */
function addReferences(element: Element, attributes: ReadonlyMap<string, string>): number {
  let pixels = 0;
  for (const [key, value] of attributes) {
    if (key === 'href' && REFERRING_ELEMENTS.has(element.name)) {
      const address = value.trim();
      if (address.startsWith('#')) element.references.push({ id: address.slice(1), times: 1 });
      else if (address.toLowerCase().startsWith('data:')) pixels += embeddedPixels(address);
      else if (address !== '') throw tooComplex('it refers to other files');
    }
    for (const address of urlsIn(value)) {
      if (!address.startsWith('#')) {
        if (address.toLowerCase().startsWith('data:')) throw tooComplex('it holds another drawing');
        if (key !== 'style') throw tooComplex('it refers to other files');
        continue;
      }
      element.references.push({ id: address.slice(1), times: timesDrawn(key, attributes) });
    }
  }
  return pixels;
}

function embeddedPixels(address: string): number {
  const pixels = dataImagePixels(address);
  if (pixels === null) throw tooComplex('it holds a picture of unknown size');
  return pixels;
}

/** A marker is drawn at every corner of a path; anything else once. */
function timesDrawn(attribute: string, attributes: ReadonlyMap<string, string>): number {
  if (!attribute.startsWith('marker') && attribute !== 'style') return 1;
  if (attribute === 'style' && !(attributes.get('style') ?? '').includes('marker')) return 1;
  const outline = attributes.get('d') ?? attributes.get('points') ?? '';
  return Math.max(1, Math.ceil(numbersOf(outline).length / 2));
}

/** Ids that a style sheet makes elements refer to, by the class or element name that ends a selector. */
function rulesOf(css: string): ReadonlyMap<string, ReadonlySet<string>> {
  const rules = new Map<string, Set<string>>();
  for (const block of css.split('}')) {
    const brace = block.lastIndexOf('{');
    const addresses = brace < 0 ? [] : urlsIn(block.slice(brace));
    if (addresses.some((address) => /^data:image/i.test(address))) {
      throw tooComplex('it holds another drawing');
    }
    const targets = addresses.filter((address) => address.startsWith('#'));
    if (targets.length === 0) continue;
    for (const selector of block.slice(0, brace).split(',')) {
      const key =
        selector
          .trim()
          .split(/[\s>+~]/)
          .at(-1)
          ?.match(/^[.*]?[\w-]*/)?.[0] || '*';
      const known = rules.get(key) ?? new Set();
      for (const target of targets) known.add(target.slice(1));
      rules.set(key, known);
    }
  }
  return rules;
}

function costOf(
  root: Element,
  ids: ReadonlyMap<string, Element>,
  rules: ReadonlyMap<string, ReadonlySet<string>>,
): SvgCost {
  const known = new Map<Element, SvgCost>();
  const following = new Set<Element>();
  const cost = (element: Element, chain: number): SvgCost => {
    const seen = known.get(element);
    if (seen !== undefined) return seen;
    if (following.has(element)) throw tooComplex('its elements refer to each other in a circle');
    if (chain > MAX_REFERENCE_CHAIN) throw tooComplex('its references form too long a chain');
    following.add(element);
    let { drawn, effects } = element.own;
    let innerLayers = 0;
    const add = (inner: SvgCost, times: number) => {
      drawn += inner.drawn * times;
      effects += inner.effects * times;
      innerLayers = Math.max(innerLayers, inner.layers);
    };
    const gradient = element.name.endsWith('Gradient');
    for (const child of gradient ? [] : element.children) add(cost(child, chain), 1);
    for (const { id, times } of [...element.references, ...styledReferences(element, rules)]) {
      const target = ids.get(id);
      if (target !== undefined) add(cost(target, chain + 1), times);
    }
    if (drawn > MAX_DRAWN) throw tooComplex(`it draws more than ${MAX_DRAWN} elements`);
    following.delete(element);
    const total = { drawn, effects, layers: innerLayers + element.own.layers };
    known.set(element, total);
    return total;
  };
  return cost(root, 0);
}

function styledReferences(element: Element, rules: ReadonlyMap<string, ReadonlySet<string>>) {
  if (rules.size === 0) return [];
  const keys = ['*', element.name, ...element.classes.map((name) => `.${name}`)];
  return keys.flatMap((key) => [...(rules.get(key) ?? [])]).map((id) => ({ id, times: 1 }));
}

/** In an encoding that is no superset of ASCII, the checks would read another drawing than the library does. */
function assertEncoding(source: string): void {
  const encoding = /^\uFEFF?\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)/i.exec(source.slice(0, 512))?.[1];
  if (
    encoding !== undefined &&
    !/^(?:utf-?8|us-ascii|ascii|iso-8859-\d+|latin1|windows-125\d)$/i.test(encoding)
  ) {
    throw new EaselError('INPUT_BROKEN', { reason: `its text encoding ${encoding} is not supported` });
  }
}

function urlsIn(value: string): string[] {
  if (!value.includes('url(')) return [];
  return [...value.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)'"\s]*))/g)].map(([, double, single, bare]) =>
    (double ?? single ?? bare ?? '').trim(),
  );
}

function tooComplex(reason: string): EaselError {
  return new EaselError('INPUT_TOO_COMPLEX', { reason });
}
