/**
 * File names from templates such as `{dir}/{name}-{preset}`: parsed once, filled per output, safe on every
 * file system. Slashes in the template make folders; slashes inside a token's value never do, except in `{dir}`.
 */
import { EaselError } from '../errors.ts';

export const NAME_TOKENS = [
  'name',
  'preset',
  'variant',
  'width',
  'height',
  'format',
  'date',
  'time',
  'counter',
  'hash',
  'exif.date',
  'dir',
] as const;
export type NameToken = (typeof NAME_TOKENS)[number];
export type NameValues = Readonly<Record<NameToken, string>>;

export const DEFAULT_TEMPLATE = '{preset}/{name}';

/** Longest file or folder name produced, in UTF-8 bytes: 255 less room for a number and an ending. */
const MAX_COMPONENT_BYTES = 200;

type Part = { readonly literal: string } | { readonly token: NameToken };

export interface NameTemplate {
  readonly source: string;
  readonly parts: readonly Part[];
  /** Tokens in use, so that callers know what must be known before the name is. */
  readonly tokens: ReadonlySet<NameToken>;
}

export function parseNameTemplate(source: string): NameTemplate {
  const invalid = (reason: string) => new EaselError('NAME_TEMPLATE_INVALID', { reason });
  if (source.trim() === '') throw invalid('it is empty');
  if (source.length > 1000) throw invalid('it is longer than 1,000 characters');
  if (/^(?:[/\\]|[a-z]:)/i.test(source)) throw invalid('it must be relative to the output folder');
  const parts: Part[] = [];
  for (const piece of source.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue;
    if (!piece.startsWith('{')) {
      if (/[{}]/.test(piece)) throw invalid(`a brace without its partner in "${piece}"`);
      parts.push({ literal: piece.replaceAll('\\', '/') });
      continue;
    }
    const token = NAME_TOKENS.find((known) => known === piece.slice(1, -1));
    if (token === undefined) throw invalid(`${piece} is not known`);
    parts.push({ token });
  }
  if (parts.some((part) => 'literal' in part && part.literal.split('/').includes('..'))) {
    throw invalid('".." is not allowed');
  }
  const tokens = new Set(parts.flatMap((part) => ('token' in part ? [part.token] : [])));
  return { source, parts, tokens };
}

/** Relative path with `/` between folders and no extension; every component is a safe file name. */
export function fillNameTemplate(template: NameTemplate, values: NameValues): string {
  const text = template.parts
    .map((part) => ('literal' in part ? part.literal : tokenText(part.token, values[part.token])))
    .join('');
  const components = text
    .split('/')
    .filter((component) => component !== '' && component !== '.')
    .map(safeFileName);
  return components.length > 0 ? components.join('/') : 'image';
}

function tokenText(token: NameToken, value: string): string {
  return token === 'dir' ? value.replaceAll('\\', '/') : value.replace(/[/\\]/g, '-');
}

/**
 * One file or folder name that Windows, macOS and Linux all accept and that shows no surprise: composed Unicode,
 * no control or direction-changing characters, no reserved device name, no dot or space at either end.
 */
export function safeFileName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    // A lone surrogate cannot be written as UTF-8.
    .replace(/\p{Surrogate}/gu, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes.
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[<>:"/\\|?*]/g, '-')
    .replace(/^[. ]+|[. ]+$/g, '');
  const short = truncateBytes(cleaned, MAX_COMPONENT_BYTES).replace(/[. ]+$/g, '');
  if (short === '') return 'image';
  return /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i.test(short) ? `_${short}` : short;
}

/** Cuts between user-perceived characters, so that no emoji or accent is torn. */
function truncateBytes(text: string, most: number): string {
  if (byteLength(text) <= most) return text;
  let kept = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += byteLength(segment);
    if (bytes > most) break;
    kept += segment;
  }
  return kept;
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Two names with the same key are one file on some file system: macOS and Windows ignore case and Unicode form. */
export function nameKey(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}
