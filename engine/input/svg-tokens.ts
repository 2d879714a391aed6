/** Splits SVG source into tags in one linear pass, without building a tree or expanding anything. */

export type SvgToken =
  | { readonly type: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly type: 'close'; readonly name: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'doctype'; readonly text: string }
  /** The source ended inside a tag, comment or section. */
  | { readonly type: 'cut' };

const ATTRIBUTE = /([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** An element closed in its own tag gives an `open` followed by a `close`. */
export function* svgTokens(source: string): Generator<SvgToken> {
  let at = 0;
  while (at < source.length) {
    const tag = source.indexOf('<', at);
    if (tag !== at) yield { type: 'text', text: source.slice(at, tag < 0 ? source.length : tag) };
    if (tag < 0) return;
    const end = endOfMarkup(source, tag);
    if (end === null) {
      yield { type: 'cut' };
      return;
    }
    const markup = source.slice(tag, end);
    at = end;
    if (markup.startsWith('<![CDATA[')) yield { type: 'text', text: markup.slice(9, -3) };
    else if (markup.startsWith('<!--') || markup.startsWith('<?')) continue;
    else if (markup.startsWith('<!')) yield { type: 'doctype', text: markup };
    else if (markup.startsWith('</')) yield { type: 'close', name: localName(markup.slice(2, -1).trim()) };
    else yield* element(markup);
  }
}

function* element(markup: string): Generator<SvgToken> {
  const name = localName(/^<([^\s/>]*)/.exec(markup)?.[1] ?? '');
  const attributes = new Map<string, string>();
  for (const [, key = '', double, single] of markup.matchAll(ATTRIBUTE)) {
    attributes.set(localName(key), decodeEntities(double ?? single ?? ''));
  }
  yield { type: 'open', name, attributes };
  if (markup.endsWith('/>')) yield { type: 'close', name };
}

/** Index after the markup that starts at `from`; null when it has no end. */
function endOfMarkup(source: string, from: number): number | null {
  if (source.startsWith('<!--', from)) return indexAfter(source, '-->', from + 4);
  if (source.startsWith('<![CDATA[', from)) return indexAfter(source, ']]>', from + 9);
  if (source.startsWith('<?', from)) return indexAfter(source, '?>', from + 2);
  const doctype = source.startsWith('<!', from);
  let depth = 0;
  for (let at = from + 1; at < source.length; at++) {
    const char = source[at];
    if (char === '"' || char === "'") {
      const close = source.indexOf(char, at + 1);
      if (close < 0) return null;
      at = close;
    } else if (doctype && char === '[') depth += 1;
    else if (doctype && char === ']') depth -= 1;
    else if (char === '>' && depth <= 0) return at + 1;
  }
  return null;
}

function indexAfter(source: string, end: string, from: number): number | null {
  const found = source.indexOf(end, from);
  return found < 0 ? null : found + end.length;
}

/** `xlink:href` and `href` mean the same, and prefixes of elements are the author's choice. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Numeric references could otherwise hide a reference or an address from the checks. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (whole, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
