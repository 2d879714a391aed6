/** Builds and corrects XMP packets. */
import type { Credits } from './exif-block.ts';

const NAMESPACES = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  dc: 'http://purl.org/dc/elements/1.1/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  tiff: 'http://ns.adobe.com/tiff/1.0/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
} as const;

const PACKET_START = '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>';
const PACKET_END = '<?xpacket end="r"?>';
const NAME = '[A-Za-z_][\\w.-]*';

/** A packet that says who, and where the picture came from; null when there is nothing to say. */
export function minimalXmp(facts: Credits & { readonly digitalSourceType: string | null }): Buffer | null {
  const properties = [
    ...creditProperties(facts),
    ...(facts.digitalSourceType === null
      ? []
      : [
          `<Iptc4xmpExt:DigitalSourceType>${escapeXml(facts.digitalSourceType)}</Iptc4xmpExt:DigitalSourceType>`,
        ]),
  ];
  if (properties.length === 0) return null;
  return Buffer.from(
    `${PACKET_START}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${NAMESPACES.rdf}">` +
      `${description(properties)}</rdf:RDF></x:xmpmeta>${PACKET_END}`,
    'utf8',
  );
}

/**
 * The source's packet made true for the new pixels: upright, of the new size, without embedded thumbnails, and
 * with the given credits instead of its own. Null when it is not a packet that can safely be edited.
 */
export function correctXmp(
  packet: Buffer,
  size: { readonly width: number; readonly height: number },
  credits: Credits,
): Buffer | null {
  let xml = packetText(packet);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return null;
  const end = closingTag(xml, 'rdf', 'RDF');
  if (end === null) return null;
  for (const [namespace, property, value] of [
    ['tiff', 'Orientation', 1],
    ['tiff', 'ImageWidth', size.width],
    ['tiff', 'ImageLength', size.height],
    ['exif', 'PixelXDimension', size.width],
    ['exif', 'PixelYDimension', size.height],
  ] as const) {
    xml = setProperty(xml, namespace, property, String(value));
  }
  xml = removeProperty(xml, 'xmp', 'Thumbnails');
  if (credits.copyright !== null) xml = removeProperty(xml, 'dc', 'rights');
  if (credits.creator !== null) xml = removeProperty(xml, 'dc', 'creator');
  const added = creditProperties(credits);
  if (added.length > 0) xml = xml.replace(end, () => `${description(added)}${end}`);
  // Packets carry kilobytes of blanks for editing in place, which a finished file has no use for.
  return Buffer.from(xml.replace(/\s+(<\?xpacket end=)/, '\n$1'), 'utf8');
}

function creditProperties(credits: Credits): string[] {
  const properties: string[] = [];
  if (credits.copyright !== null) {
    properties.push(
      `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(credits.copyright)}</rdf:li></rdf:Alt></dc:rights>`,
    );
  }
  if (credits.creator !== null) {
    const names = credits.creator.split(/;\s*/).filter((name) => name !== '');
    const items = names.map((name) => `<rdf:li>${escapeXml(name)}</rdf:li>`).join('');
    properties.push(`<dc:creator><rdf:Seq>${items}</rdf:Seq></dc:creator>`);
  }
  return properties;
}

/** Declares its own prefixes, so that it can be put into any packet. */
function description(properties: readonly string[]): string {
  return (
    `<rdf:Description xmlns:rdf="${NAMESPACES.rdf}" rdf:about="" xmlns:dc="${NAMESPACES.dc}" ` +
    `xmlns:Iptc4xmpExt="${NAMESPACES.Iptc4xmpExt}">${properties.join('')}</rdf:Description>`
  );
}

/** Text content and attribute values; characters that XML 1.0 cannot hold at all are left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function packetText(packet: Buffer): string {
  if (packet[0] === 0xff && packet[1] === 0xfe) return packet.subarray(2).toString('utf16le');
  return packet.toString('utf8').replace(/^\uFEFF/, '');
}

/** Any prefix may be bound to a namespace, and more than one. */
function prefixes(xml: string, namespace: keyof typeof NAMESPACES): string[] {
  const found = new Set<string>();
  for (const match of xml.matchAll(new RegExp(`xmlns:(${NAME})\\s*=\\s*(["'])(.*?)\\2`, 'g'))) {
    if (match[1] !== undefined && match[3] === NAMESPACES[namespace]) found.add(match[1]);
  }
  return [...found].map((prefix) => prefix.replaceAll('.', '\\.'));
}

function closingTag(xml: string, namespace: keyof typeof NAMESPACES, name: string): string | null {
  for (const prefix of prefixes(xml, namespace)) {
    const match = xml.match(new RegExp(`</${prefix}:${name}\\s*>`));
    if (match) return match[0];
  }
  return null;
}

function setProperty(xml: string, namespace: keyof typeof NAMESPACES, name: string, value: string): string {
  let result = xml;
  for (const prefix of prefixes(xml, namespace)) {
    const property = `${prefix}:${name}`;
    result = result
      .replace(new RegExp(`(\\s${property}\\s*=\\s*)(["'])[^<]*?\\2`, 'g'), `$1$2${value}$2`)
      .replace(
        new RegExp(`(<${property}(?:\\s[^<>]*[^<>/])?>)[^<]*(</${property}\\s*>)`, 'g'),
        `$1${value}$2`,
      );
  }
  return result;
}

function removeProperty(xml: string, namespace: keyof typeof NAMESPACES, name: string): string {
  let result = xml;
  for (const prefix of prefixes(xml, namespace)) {
    const property = `${prefix}:${name}`;
    const attribute = new RegExp(`\\s${property}\\s*=\\s*(["'])[^<]*?\\1`, 'g');
    result = removeElements(result.replace(attribute, ''), property);
  }
  return result;
}

/** By search and not by one expression: a packet of opening tags alone must not take quadratic time. */
function removeElements(xml: string, property: string): string {
  const opening = new RegExp(`<${property}(?:\\s[^<>]*)?>`, 'g');
  const closing = new RegExp(`</${property}\\s*>`, 'g');
  const kept: string[] = [];
  let from = 0;
  for (let open = opening.exec(xml); open !== null; open = opening.exec(xml)) {
    let end = opening.lastIndex;
    if (!open[0].endsWith('/>')) {
      closing.lastIndex = end;
      if (closing.exec(xml) === null) break;
      end = closing.lastIndex;
    }
    kept.push(xml.slice(from, open.index));
    from = end;
    opening.lastIndex = end;
  }
  return kept.join('') + xml.slice(from);
}
