/** Reads the parts of an ICC profile that decide whether it is sRGB, whatever it is called. */

export type Xyz = readonly [number, number, number];

export interface IccProfile {
  /** Four-character colour space of the pixels, such as `RGB `, `CMYK` or `GRAY`. */
  readonly colorSpace: string;
  readonly description: string | null;
  /** Colorants as the profile stores them, adapted to D50; null when it is not a matrix profile. */
  readonly matrix: { readonly red: Xyz; readonly green: Xyz; readonly blue: Xyz } | null;
  /** Tone curves from device value to linear light, both 0..1; null when it is not a matrix profile. */
  readonly curves: readonly [Curve, Curve, Curve] | null;
  /** Has tables that colour engines prefer over matrix and curves. */
  readonly hasTables: boolean;
}

export type Curve = (value: number) => number;

const HEADER_BYTES = 128;
const MAX_TAGS = 200;

/** Null when the bytes are not a profile. */
export function parseIcc(bytes: Buffer): IccProfile | null {
  if (bytes.length < HEADER_BYTES + 4 || bytes.toString('latin1', 36, 40) !== 'acsp') return null;
  const tags = tagTable(bytes);
  if (tags === null) return null;
  const red = xyz(tags.get('rXYZ'));
  const green = xyz(tags.get('gXYZ'));
  const blue = xyz(tags.get('bXYZ'));
  const redCurve = curve(tags.get('rTRC'));
  const greenCurve = curve(tags.get('gTRC'));
  const blueCurve = curve(tags.get('bTRC'));
  return {
    colorSpace: bytes.toString('latin1', 16, 20),
    description: description(tags.get('desc')),
    matrix: red && green && blue ? { red, green, blue } : null,
    curves: redCurve && greenCurve && blueCurve ? [redCurve, greenCurve, blueCurve] : null,
    hasTables: tags.has('A2B0') || tags.has('A2B1') || tags.has('D2B0') || tags.has('D2B1'),
  };
}

function tagTable(bytes: Buffer): ReadonlyMap<string, Buffer> | null {
  const count = bytes.readUInt32BE(HEADER_BYTES);
  if (count > MAX_TAGS || HEADER_BYTES + 4 + count * 12 > bytes.length) return null;
  const tags = new Map<string, Buffer>();
  for (let i = 0; i < count; i++) {
    const entry = HEADER_BYTES + 4 + i * 12;
    const offset = bytes.readUInt32BE(entry + 4);
    const size = bytes.readUInt32BE(entry + 8);
    if (offset + size > bytes.length) continue;
    tags.set(bytes.toString('latin1', entry, entry + 4), bytes.subarray(offset, offset + size));
  }
  return tags;
}

function xyz(tag: Buffer | undefined): Xyz | null {
  if (tag === undefined || tag.length < 20 || tag.toString('latin1', 0, 4) !== 'XYZ ') return null;
  return [fixed(tag, 8), fixed(tag, 12), fixed(tag, 16)];
}

function curve(tag: Buffer | undefined): Curve | null {
  if (tag === undefined || tag.length < 12) return null;
  const type = tag.toString('latin1', 0, 4);
  if (type === 'curv') return sampledCurve(tag);
  return type === 'para' ? parametricCurve(tag) : null;
}

function sampledCurve(tag: Buffer): Curve | null {
  const count = tag.readUInt32BE(8);
  if (tag.length < 12 + count * 2) return null;
  if (count === 0) return (value) => value;
  if (count === 1) {
    const gamma = tag.readUInt16BE(12) / 256;
    return (value) => value ** gamma;
  }
  return (value) => {
    const position = value * (count - 1);
    const low = Math.min(Math.floor(position), count - 2);
    const from = tag.readUInt16BE(12 + low * 2) / 65_535;
    const to = tag.readUInt16BE(14 + low * 2) / 65_535;
    return from + (to - from) * (position - low);
  };
}

/** Number of parameters of each function type in the ICC specification, 10.18. */
const PARAMETERS: readonly number[] = [1, 3, 4, 5, 7];

function parametricCurve(tag: Buffer): Curve | null {
  const type = tag.readUInt16BE(8);
  const count = PARAMETERS[type];
  if (count === undefined || tag.length < 12 + count * 4) return null;
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: count }, (_, i) =>
    fixed(tag, 12 + i * 4),
  );
  if (type === 0) return (x) => x ** g;
  if (type === 1) return (x) => (x >= -b / a ? (a * x + b) ** g : 0);
  if (type === 2) return (x) => (x >= -b / a ? (a * x + b) ** g + c : c);
  if (type === 3) return (x) => (x >= d ? (a * x + b) ** g : c * x);
  return (x) => (x >= d ? (a * x + b) ** g + e : c * x + f);
}

/** `desc` of version 2 is ASCII; `mluc` of version 4 is UTF-16, one record a language. */
function description(tag: Buffer | undefined): string | null {
  if (tag === undefined || tag.length < 13) return null;
  const type = tag.toString('latin1', 0, 4);
  if (type === 'desc') {
    return clean(tag.toString('latin1', 12, 12 + Math.min(tag.readUInt32BE(8), tag.length - 12)));
  }
  if (type === 'text') return clean(tag.toString('latin1', 8));
  if (type !== 'mluc' || tag.length < 28 || tag.readUInt32BE(8) === 0) return null;
  const length = tag.readUInt32BE(20);
  const offset = tag.readUInt32BE(24);
  if (length % 2 !== 0 || offset + length > tag.length) return null;
  const utf16 = Buffer.from(tag.subarray(offset, offset + length)).swap16();
  return clean(utf16.toString('utf16le'));
}

function clean(text: string): string | null {
  const end = text.indexOf('\0');
  const trimmed = (end < 0 ? text : text.slice(0, end)).trim();
  return trimmed === '' ? null : trimmed;
}

/** Signed 16.16 fixed point. */
function fixed(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) / 65_536;
}
