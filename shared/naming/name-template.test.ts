import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EaselError } from '../errors.ts';
import {
  fillNameTemplate,
  type NameValues,
  nameKey,
  parseNameTemplate,
  safeFileName,
} from './name-template.ts';

const VALUES: NameValues = {
  name: 'IMG_0042',
  preset: 'web-hero',
  variant: '',
  width: '1920',
  height: '1280',
  format: 'webp',
  date: '2026-11-23',
  time: '14-05-09',
  counter: '0007',
  hash: '1a2b3c4d',
  'exif.date': '2024-06-01',
  dir: 'holiday/beach',
};

function fill(template: string, values: Partial<NameValues> = {}): string {
  return fillNameTemplate(parseNameTemplate(template), { ...VALUES, ...values });
}

describe('name templates', () => {
  it.each([
    ['{preset}/{name}', 'web-hero/IMG_0042'],
    ['{name}-{width}x{height}', 'IMG_0042-1920x1280'],
    ['{dir}/{counter}_{exif.date}', 'holiday/beach/0007_2024-06-01'],
    ['{date} {time} {hash}.{format}', '2026-11-23 14-05-09 1a2b3c4d.webp'],
    ['a\\b', 'a/b'],
    ['//x//y//', undefined],
  ])('fills %s', (template, expected) => {
    if (expected === undefined) expect(() => fill(template)).toThrow(EaselError);
    else expect(fill(template)).toBe(expected);
  });

  it.each([
    '',
    '   ',
    '{nope}',
    '{name',
    'name}',
    '/etc/{name}',
    'C:\\x',
    '../{name}',
    'a/../../b',
    '{name}{',
  ])('refuses %j', (template) => {
    expect(() => parseNameTemplate(template)).toThrow(
      expect.objectContaining({ code: 'NAME_TEMPLATE_INVALID' }),
    );
  });

  it('makes no folder out of a slash in a value, except in {dir}', () => {
    expect(fill('{name}', { name: '../../etc/passwd' })).toBe('-..-etc-passwd');
    expect(fill('{dir}/{name}', { dir: '../../up' })).toBe('image/image/up/IMG_0042');
  });

  it.each([
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['photo. . .', 'photo'],
    ['  .hidden', 'hidden'],
    ['a<b>c:d"e|f?g*h', 'a-b-c-d-e-f-g-h'],
    ['e\u0301te\u0301', 'été'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['a\u0000b\u001fc', 'abc'],
    ['שלום', 'שלום'],
    ['📸 summer', '📸 summer'],
    ['...', 'image'],
    ['', 'image'],
  ])('makes %j a safe name', (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });

  it('cuts long names between characters, never inside one', () => {
    const family = '👨‍👩‍👧‍👦';
    const cut = safeFileName(family.repeat(40));
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(200);
    expect(cut.length % family.length).toBe(0);
  });

  it('always gives a relative path whose every part is safe', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(text, text, (name, dir) => {
        const path = fill('{dir}/x/{name}', { name, dir });
        for (const part of path.split('/')) {
          expect(part).not.toMatch(/^\.|^$|[. ]$|[\\<>:"|?*]/);
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(201);
          expect(Buffer.from(part).toString()).toBe(part);
        }
      }),
    );
  });

  it('knows names that are one file on some file system', () => {
    expect(nameKey('/a/ÉTÉ.JPG')).toBe(nameKey('/a/e\u0301te\u0301.jpg'));
    expect(nameKey('/a/b.jpg')).not.toBe(nameKey('/a/c.jpg'));
  });
});
