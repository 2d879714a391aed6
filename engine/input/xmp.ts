/** Reads XMP as a flat list of properties, whichever of its several spellings a program chose. */
import { XMLParser } from 'fast-xml-parser';

/** Canonical prefixes, so that callers need not know what prefix a file happens to use. */
const PREFIXES: Readonly<Record<string, string>> = {
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://ns.adobe.com/xap/1.0/': 'xmp',
  'http://ns.adobe.com/xap/1.0/rights/': 'xmpRights',
  'http://ns.adobe.com/photoshop/1.0/': 'photoshop',
  'http://ns.adobe.com/exif/1.0/': 'exif',
  'http://ns.adobe.com/tiff/1.0/': 'tiff',
  'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/': 'Iptc4xmpCore',
  'http://iptc.org/std/Iptc4xmpExt/2008-02-29/': 'Iptc4xmpExt',
  'http://ns.useplus.org/ldf/xmp/1.0/': 'plus',
};

/** Larger packets are editing histories, not captions. */
const MAX_XMP_BYTES = 2_000_000;
/** Programs declare some twenty, some of them repeatedly. */
const MAX_NAMESPACES = 1000;

/** Values by canonical name, such as `dc:rights`; bags and sequences keep their order. */
export type XmpProperties = ReadonlyMap<string, readonly string[]>;

type OrderedNode = Readonly<Record<string, unknown>>;
type Scope = Readonly<Record<string, string>>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  maxNestedTags: 64,
  ignorePiTags: true,
});

/** Null when there is no packet, or none that is safe and well-formed enough to read. */
export function parseXmp(packet: Buffer | undefined): XmpProperties | null {
  if (packet === undefined || packet.length === 0 || packet.length > MAX_XMP_BYTES) return null;
  const xml = packetText(packet);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml) || xml.split('xmlns:').length > MAX_NAMESPACES) return null;
  try {
    const properties = new Map<string, string[]>();
    for (const description of descriptions(nodes(parser.parse(xml)), {})) {
      collect(description.node, description.scope, properties);
    }
    return properties;
  } catch {
    return null;
  }
}

function packetText(packet: Buffer): string {
  if (packet[0] === 0xff && packet[1] === 0xfe) return packet.subarray(2).toString('utf16le');
  return packet.toString('utf8').replace(/^\uFEFF/, '');
}

/** Every `rdf:Description` directly below `rdf:RDF`. */
function* descriptions(
  list: readonly OrderedNode[],
  outer: Scope,
): Generator<{ node: OrderedNode; scope: Scope }> {
  for (const node of list) {
    const name = tagOf(node);
    if (name === null) continue;
    const scope = extend(outer, node);
    const canonical = canonicalName(name, scope);
    if (canonical === 'rdf:Description') yield { node, scope };
    else yield* descriptions(nodes(node[name]), scope);
  }
}

function collect(description: OrderedNode, scope: Scope, properties: Map<string, string[]>): void {
  for (const [attribute, value] of Object.entries(attributes(description))) {
    const name = canonicalName(attribute, scope);
    if (name !== null && name !== 'rdf:about') add(properties, name, value);
  }
  const tag = tagOf(description);
  for (const child of tag === null ? [] : nodes(description[tag])) {
    const childTag = tagOf(child);
    if (childTag === null) continue;
    const childScope = extend(scope, child);
    const name = canonicalName(childTag, childScope);
    if (name === null) continue;
    for (const value of values(child, childScope)) add(properties, name, value);
  }
}

/** The values of one property element: its text, its resource, or the items of its Alt, Bag or Seq. */
function values(node: OrderedNode, scope: Scope): string[] {
  const own = attributes(node);
  for (const [attribute, value] of Object.entries(own)) {
    if (canonicalName(attribute, scope) === 'rdf:resource') return [value];
  }
  const tag = tagOf(node);
  const children = tag === null ? [] : nodes(node[tag]);
  const found: string[] = [];
  let preferred: string | null = null;
  for (const child of children) {
    const text = child['#text'];
    if (typeof text === 'string' && text.trim() !== '') found.push(text.trim());
    const childTag = tagOf(child);
    if (childTag === null) continue;
    const childScope = extend(scope, child);
    const kind = canonicalName(childTag, childScope);
    if (kind === 'rdf:Alt' || kind === 'rdf:Bag' || kind === 'rdf:Seq' || kind === 'rdf:li') {
      const items = values(child, childScope);
      if (kind === 'rdf:li' && attributes(child)['xml:lang'] === 'x-default') preferred ??= items[0] ?? null;
      found.push(...items);
    }
  }
  return preferred === null ? found : [preferred, ...found.filter((value) => value !== preferred)];
}

function add(properties: Map<string, string[]>, name: string, value: string): void {
  if (value.trim() === '') return;
  const existing = properties.get(name);
  if (existing === undefined) properties.set(name, [value.trim()]);
  else existing.push(value.trim());
}

function canonicalName(name: string, scope: Scope): string | null {
  const colon = name.indexOf(':');
  if (colon < 0) return null;
  const uri = scope[name.slice(0, colon)];
  const prefix = uri === undefined ? undefined : PREFIXES[uri];
  return prefix === undefined ? null : `${prefix}:${name.slice(colon + 1)}`;
}

function extend(outer: Scope, node: OrderedNode): Scope {
  const declared = Object.entries(attributes(node)).filter(([name]) => name.startsWith('xmlns:'));
  if (declared.length === 0) return outer;
  return {
    ...outer,
    ...Object.fromEntries(declared.map(([name, uri]) => [name.slice('xmlns:'.length), uri])),
  };
}

function tagOf(node: OrderedNode): string | null {
  for (const key of Object.keys(node)) if (key !== ':@' && key !== '#text') return key;
  return null;
}

function attributes(node: OrderedNode): Readonly<Record<string, string>> {
  const own = node[':@'];
  return isRecord(own)
    ? Object.fromEntries(Object.entries(own).map(([key, value]) => [key, String(value)]))
    : {};
}

function nodes(value: unknown): readonly OrderedNode[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
