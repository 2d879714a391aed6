import { describe, expect, test } from 'vitest';
import { EaselError } from '../../shared/errors.ts';
import { endingOf } from '../../shared/source-endings.ts';
import { identify } from './probe.ts';
import { sniff } from './sniff.ts';

const bytes = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(64)]);
const PNG = bytes('\x89PNG\r\n\x1a\n');
const JPEG = bytes('\xff\xd8\xff\xe0\0\x10JFIF');
const TIFF = bytes('II*\0\x08\0\0\0');
const PDF = bytes('%PDF-1.7\n');
const TEXT = Buffer.from('Bread, milk, two lemons.\n');

test.each([
  ['\xff\xd8\xff\xe1', 'jpeg'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'webp'],
  ['GIF89a', 'gif'],
  ['MM\0*\0\0\0\x08', 'tiff'],
  ['II+\0\x08\0\0\0\x10', 'tiff'],
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
  ['\0\0\0\x18ftypmif1\0\0\0\0mif1avif', 'avif'],
  ['\0\0\0\x18ftypavif\0\0\0\0mif1miaf', 'avif'],
  ['\xff\x0a\xfa\x7f', 'jxl'],
  ['8BPS\0\x01', 'psd'],
  ['\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0', 'ico'],
])('content %j is %s', (start, format) => {
  expect(sniff(bytes(start))).toEqual({ kind: 'source', format });
});

test('BM opens a bitmap only with a header size that exists', () => {
  const bitmap = bytes('BM');
  bitmap.writeUInt32LE(40, 14);
  expect(sniff(bitmap)).toEqual({ kind: 'source', format: 'bmp' });
  expect(sniff(Buffer.from('BMW is a maker of cars and motorcycles in Munich.'))?.kind).toBe('foreign');
});

test.each([
  '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '\uFEFF<?xml version="1.0"?>\n<!-- <html> -->\n<svg width="1">',
  '<!DOCTYPE svg [ <!ENTITY a "b>c"> ]>\n<svg:svg>',
])('finds the drawing in %j', (text) => {
  expect(sniff(Buffer.from(text))).toEqual({ kind: 'source', format: 'svg' });
});

test.each([
  ['<!doctype HTML><html><svg></svg>', 'a web page'],
  ['<?xml version="1.0"?><plist><svg/></plist>', 'XML data'],
  ['{"svg": "<svg>"}', 'text'],
  ['PK\x03\x04', 'an archive or a document'],
  ['\0\0\0\x20ftypqt  ', 'a video'],
])('%j is %s', (start, name) => {
  expect(sniff(Buffer.from(start, 'latin1'))).toEqual({ kind: 'foreign', name });
});

test('bytes without meaning are not recognised', () => {
  expect(sniff(Buffer.from([5, 0x8f, 0xff, 0, 1, 2, 0x93]))).toBeNull();
  expect(sniff(Buffer.alloc(1000))).toBeNull();
});

test.each([
  ['/a/b.c/photo.JPG', 'jpg'],
  ['photo.jpg. ', 'jpg'],
  ['.hidden', ''],
  ['no ending', ''],
  ['C:\\pictures\\x.tiff', 'tiff'],
  ['x.constructor', 'constructor'],
])('the ending of %j is %j', (path, ending) => {
  expect(endingOf(path)).toBe(ending);
});

describe('name against content', () => {
  const outcome = (path: string, head: Buffer): string => {
    try {
      return identify(path, head);
    } catch (error) {
      if (error instanceof EaselError) return error.code;
      throw error;
    }
  };

  test.each<[string, Buffer, string]>([
    ['a.jpg', JPEG, 'jpeg'],
    ['a.mpo', JPEG, 'jpeg'],
    ['a', JPEG, 'jpeg'],
    ['a.jpg_original', JPEG, 'jpeg'],
    ['a.constructor', JPEG, 'jpeg'],
    ['a.png', JPEG, 'INPUT_MISLABELLED'],
    ['a.txt', PNG, 'INPUT_MISLABELLED'],
    ['a.cr2', JPEG, 'INPUT_MISLABELLED'],
    ['a.nef', TIFF, 'INPUT_UNSUPPORTED'],
    ['a.tif', TIFF, 'tiff'],
    ['a.pdf', PDF, 'INPUT_UNSUPPORTED'],
    ['a', PDF, 'INPUT_UNSUPPORTED'],
    ['a.jpg', PDF, 'INPUT_MISLABELLED'],
    ['a.jpg', TEXT, 'INPUT_MISLABELLED'],
    ['a.txt', TEXT, 'INPUT_NOT_AN_IMAGE'],
    ['a', TEXT, 'INPUT_NOT_AN_IMAGE'],
    ['a.jpg', Buffer.alloc(99), 'INPUT_BROKEN'],
    ['a.raf', Buffer.alloc(99), 'INPUT_UNSUPPORTED'],
    ['a.bin', Buffer.alloc(99), 'INPUT_NOT_AN_IMAGE'],
  ])('%s is %3$s', (path, head, expected) => {
    expect(outcome(path, head)).toBe(expected);
  });

  test('the message names both kinds', () => {
    expect(() => identify('a.png', JPEG)).toThrow('The name says PNG, but the file holds JPEG.');
    expect(() => identify('a.jpg', PDF)).toThrow('The name says JPEG, but the file holds PDF.');
  });
});
