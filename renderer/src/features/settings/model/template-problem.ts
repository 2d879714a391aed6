/** What is wrong with a name template, as a kind the interface has a sentence for. */
import { EaselError } from '../../../../../shared/errors.ts';
import {
  fillNameTemplate,
  NAME_TOKENS,
  type NameValues,
  parseNameTemplate,
} from '../../../../../shared/naming/name-template.ts';

export type TemplateProblem =
  | { readonly kind: 'empty' | 'absolute' | 'parent' | 'brace' | 'tooLong' }
  | { readonly kind: 'unknown'; readonly token: string };

/** What preferences keep. */
const LONGEST = 400;

/** Null when the template can be used. */
export function templateProblem(source: string): TemplateProblem | null {
  if (source.length > LONGEST) return { kind: 'tooLong' };
  try {
    parseNameTemplate(source);
    return null;
  } catch (error) {
    if (error instanceof EaselError) return explainTemplate(source);
    throw error;
  }
}

function explainTemplate(source: string): TemplateProblem {
  if (source.trim() === '') return { kind: 'empty' };
  if (/^(?:[/\\]|[a-z]:)/i.test(source)) return { kind: 'absolute' };
  const unknown = [...source.matchAll(/\{([^{}]*)\}/g)].find(
    ([, name]) => !NAME_TOKENS.some((token) => token === name),
  );
  if (unknown !== undefined) return { kind: 'unknown', token: unknown[0] };
  return /[{}]/.test(source.replace(/\{[^{}]*\}/g, '')) ? { kind: 'brace' } : { kind: 'parent' };
}

const EXAMPLE: NameValues = {
  name: 'IMG_1234',
  preset: 'web-hero',
  variant: '',
  width: '1920',
  height: '1280',
  format: 'webp',
  date: '2026-11-23',
  time: '140200',
  counter: '001',
  hash: '9f86d081',
  'exif.date': '2026-11-20',
  dir: 'trips/bali',
};

/** A name as the template makes it; empty while it cannot be used. */
export function exampleOf(source: string): string {
  return templateProblem(source) === null
    ? `${fillNameTemplate(parseNameTemplate(source), EXAMPLE)}.webp`
    : '';
}
