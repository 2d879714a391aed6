/** Builds small ICC profiles, honest and dishonest ones. */
import { latin1, u16, u32 } from './binary.ts';

export type Primaries = readonly (readonly [x: number, y: number, z: number])[];

/** Colorants adapted to D50, red, green, blue. */
export const SRGB_PRIMARIES: Primaries = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
];
export const DISPLAY_P3_PRIMARIES: Primaries = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
];
export const ADOBE_RGB_PRIMARIES: Primaries = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
];

export interface ProfileOptions {
  readonly name: string;
  readonly primaries: Primaries;
  /** A power, the parametric sRGB curve, or the sRGB curve as a table of so many points. */
  readonly curve: number | 'srgb' | { readonly points: number };
  /** ICC version; 2 names itself in ASCII, 4 in UTF-16. */
  readonly version: 2 | 4;
  /** Adds a look-up table, which colour engines prefer over everything else. */
  readonly withTable?: boolean;
}

export function buildProfile({ name, primaries, curve, version, withTable }: ProfileOptions): Buffer {
  const tone = curveTag(curve);
  const [red = [0, 0, 0], green = [0, 0, 0], blue = [0, 0, 0]] = primaries;
  const tags: [string, Buffer][] = [
    ['desc', version === 2 ? asciiDescription(name) : unicodeDescription(name)],
    ['wtpt', xyzTag([0.9642, 1, 0.8249])],
    ['rXYZ', xyzTag(red)],
    ['gXYZ', xyzTag(green)],
    ['bXYZ', xyzTag(blue)],
    ['rTRC', tone],
    ['gTRC', tone],
    ['bTRC', tone],
  ];
  if (withTable) tags.push(['A2B0', Buffer.concat([latin1('mft2'), Buffer.alloc(60)])]);
  const tableBytes = 4 + tags.length * 12;
  const table = [u32(tags.length, true)];
  const data: Buffer[] = [];
  let at = 128 + tableBytes;
  for (const [signature, content] of tags) {
    const padded = Buffer.concat([content, Buffer.alloc((4 - (content.length % 4)) % 4)]);
    table.push(latin1(signature), u32(at, true), u32(content.length, true));
    data.push(padded);
    at += padded.length;
  }
  const header = Buffer.alloc(128);
  header.writeUInt32BE(at, 0);
  header.writeUInt32BE(version === 2 ? 0x02400000 : 0x04400000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  fixed([0.9642, 1, 0.8249]).copy(header, 68);
  return Buffer.concat([header, ...table, ...data]);
}

export function srgbToLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function curveTag(curve: ProfileOptions['curve']): Buffer {
  if (curve === 'srgb') {
    const parameters = fixed([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]);
    return Buffer.concat([latin1('para'), u32(0), u16(3, true), u16(0), parameters]);
  }
  if (typeof curve === 'number') {
    return Buffer.concat([latin1('curv'), u32(0), u32(1, true), u16(Math.round(curve * 256), true)]);
  }
  const points = Array.from({ length: curve.points }, (_, i) =>
    u16(Math.round(srgbToLinear(i / (curve.points - 1)) * 65_535), true),
  );
  return Buffer.concat([latin1('curv'), u32(0), u32(curve.points, true), ...points]);
}

function xyzTag(values: readonly number[]): Buffer {
  return Buffer.concat([latin1('XYZ '), u32(0), fixed(values)]);
}

function asciiDescription(name: string): Buffer {
  const text = latin1(`${name}\0`);
  return Buffer.concat([latin1('desc'), u32(0), u32(text.length, true), text, Buffer.alloc(78)]);
}

function unicodeDescription(name: string): Buffer {
  const text = Buffer.from(name, 'utf16le').swap16();
  const record = Buffer.concat([latin1('enUS'), u32(text.length, true), u32(28, true)]);
  return Buffer.concat([latin1('mluc'), u32(0), u32(1, true), u32(12, true), record, text]);
}

/** Signed 16.16 fixed point. */
function fixed(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => {
    bytes.writeInt32BE(Math.round(value * 65_536), i * 4);
  });
  return bytes;
}
