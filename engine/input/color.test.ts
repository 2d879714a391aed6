import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { classifyColor, isSrgb } from './color.ts';
import { parseIcc } from './icc.ts';

const u32 = (value: number) =>
  Buffer.from([value >>> 24, value >>> 16, value >>> 8, value].map((v) => v & 255));
const fixed = (values: readonly number[]) =>
  Buffer.concat(values.map((value) => u32(Math.round(value * 65_536))));
const xyz = (values: readonly number[]) => Buffer.concat([Buffer.from('XYZ \0\0\0\0'), fixed(values)]);
const gamma = (power: number) =>
  Buffer.concat([Buffer.from('curv\0\0\0\0'), u32(1), u32(Math.round(power * 256) << 16).subarray(0, 2)]);
const toLinear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const table = (points: number, curve: (v: number) => number) =>
  Buffer.concat([
    Buffer.from('curv\0\0\0\0'),
    u32(points),
    ...Array.from({ length: points }, (_, i) =>
      u32(Math.round(curve(i / (points - 1)) * 65_535) << 16).subarray(0, 2),
    ),
  ]);
const PARAMETRIC = Buffer.concat([
  Buffer.from('para\0\0\0\0\0\x03\0\0', 'latin1'),
  fixed([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]),
]);
const ascii = (name: string) =>
  Buffer.concat([
    Buffer.from('desc\0\0\0\0'),
    u32(name.length + 1),
    Buffer.from(`${name}\0`),
    Buffer.alloc(78),
  ]);
const unicode = (name: string) =>
  Buffer.concat([
    Buffer.from('mluc\0\0\0\0'),
    ...[1, 12].map(u32),
    Buffer.from('deDE'),
    ...[name.length * 2, 28].map(u32),
    Buffer.from(name, 'utf16le').swap16(),
  ]);

const SRGB = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
] as const;
const ADOBE = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
] as const;
const PROPHOTO = [
  [0.79767, 0.28804, 0],
  [0.13519, 0.71188, 0],
  [0.03134, 0.00009, 0.82491],
] as const;
const P3 = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
] as const;

type Colorants = readonly (readonly number[])[];

function profile(
  name: Buffer,
  [red = [], green = [], blue = []]: Colorants,
  curve: Buffer,
  extra = false,
): Buffer {
  const tags: [string, Buffer][] = [
    ['desc', name],
    ['rXYZ', xyz(red)],
    ['gXYZ', xyz(green)],
    ['bXYZ', xyz(blue)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
    ...(extra ? [['A2B0', Buffer.alloc(64)] as [string, Buffer]] : []),
  ];
  let at = 132 + tags.length * 12;
  const entries = tags.map(([signature, data]) => {
    const entry = Buffer.concat([Buffer.from(signature), u32(at), u32(data.length)]);
    at += data.length;
    return entry;
  });
  const header = Buffer.alloc(128);
  header.write('RGB XYZ ', 16);
  header.write('acsp', 36);
  return Buffer.concat([header, u32(tags.length), ...entries, ...tags.map(([, data]) => data)]);
}

const classify = (icc: Buffer | undefined, space: 'srgb' | 'cmyk' | 'b-w' | 'rgb16' = 'srgb') =>
  classifyColor({ space, depth: space === 'rgb16' ? 'ushort' : 'uchar', icc });

async function builtIn(name: 'srgb' | 'p3' | 'cmyk'): Promise<Buffer | undefined> {
  const canvas = sharp({ create: { width: 4, height: 4, channels: 3, background: '#888' } });
  if (name === 'cmyk') canvas.toColourspace('cmyk');
  return (await sharp(await canvas.withIccProfile(name).jpeg().toBuffer()).metadata()).icc;
}

test("the library's own profiles", async () => {
  expect(classify(await builtIn('srgb'))).toEqual({ color: 'srgb', profileName: 'sRGB' });
  expect(classify(await builtIn('p3'))).toEqual({ color: 'wide', profileName: 'sP3C' });
  expect(classify(await builtIn('cmyk'), 'cmyk').color).toBe('cmyk');
  // A profile for another number of channels says nothing about these pixels.
  expect(classify(await builtIn('cmyk')).color).toBe('other');
});

test.each([
  ['version 2, 1024 points', profile(ascii('sRGB IEC61966-2.1'), SRGB, table(1024, toLinear))],
  ['version 2, 26 points', profile(ascii('c2'), SRGB, table(26, toLinear))],
  ['version 4, parametric', profile(unicode('sRGB built-in'), SRGB, PARAMETRIC)],
  ['another name', profile(unicode('Mein Drucker'), SRGB, PARAMETRIC)],
])('sRGB by its numbers: %s', (_, icc) => {
  expect(classify(icc).color).toBe('srgb');
});

test.each([
  ['Adobe RGB', profile(ascii('Adobe RGB (1998)'), ADOBE, gamma(2.2))],
  ['ProPhoto', profile(ascii('ProPhoto RGB'), PROPHOTO, gamma(1.8))],
  ['Display P3', profile(unicode('Display P3'), P3, PARAMETRIC)],
  ['sRGB in name only', profile(ascii('sRGB IEC61966-2.1'), P3, PARAMETRIC)],
  ['red and green swapped', profile(ascii('sRGB'), [SRGB[1], SRGB[0], SRGB[2]], PARAMETRIC)],
  ['sRGB primaries, gamma 2.2', profile(ascii('sRGB'), SRGB, gamma(2.2))],
  ['sRGB primaries, linear', profile(ascii('sRGB'), SRGB, gamma(1))],
  ['tables besides', profile(ascii('sRGB'), SRGB, PARAMETRIC, true)],
])('not sRGB: %s', (_, icc) => {
  expect(classify(icc).color).toBe('wide');
});

test('names in either encoding', () => {
  expect(classify(profile(unicode('Größe 漢'), P3, PARAMETRIC)).profileName).toBe('Größe 漢');
  expect(classify(profile(ascii('Adobe RGB (1998)'), ADOBE, gamma(2.2))).profileName).toBe(
    'Adobe RGB (1998)',
  );
});

test('what is neither tagged nor 8-bit RGB', () => {
  expect(classify(undefined).color).toBe('srgb-untagged');
  expect(classify(undefined, 'b-w').color).toBe('gray');
  expect(classify(undefined, 'rgb16').color).toBe('other');
  expect(classify(Buffer.from('not a profile')).color).toBe('other');
});

test('no bytes make the parser fail', () => {
  const valid = profile(ascii('sRGB'), SRGB, PARAMETRIC);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 12 }),
      fc.nat(valid.length),
      (changes, length) => {
        const copy = Buffer.from(valid.subarray(0, length));
        for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
        const parsed = parseIcc(copy);
        if (parsed !== null) expect(typeof isSrgb(parsed)).toBe('boolean');
      },
    ),
  );
});
