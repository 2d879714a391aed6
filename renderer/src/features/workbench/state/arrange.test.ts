/** Sorting and filtering show what was asked for, in an order people expect. */
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../../../shared/contract/sources.ts';
import { type ArrangeContext, arrange, PLAIN } from './arrange.ts';
import { addFound, NO_SOURCES } from './sources.ts';

const file = (name: string, bytes: number, mtimeMs: number): SourceFile => ({
  id: name,
  path: `/photos/${name}`,
  name,
  relativeDir: '',
  bytes,
  mtimeMs,
});
const sources = addFound(NO_SOURCES, [
  { files: [file('IMG_10.jpg', 5, 3), file('img_2.jpg', 9, 1), file('Beach.png', 1, 2)], passedOver: 0 },
]);
const nothing: ArrangeContext = { selected: new Set(), outcomes: new Map(), unreadable: new Set() };

it('shows everything as it was added, without copying the list', () => {
  expect(arrange(sources, PLAIN, nothing)).toBe(sources.order);
});

describe('sorting', () => {
  it('counts numbers inside names, whatever the case', () => {
    expect(arrange(sources, { ...PLAIN, sort: 'name' }, nothing)).toEqual([
      'Beach.png',
      'img_2.jpg',
      'IMG_10.jpg',
    ]);
  });
  it('puts the newest and the largest first', () => {
    expect(arrange(sources, { ...PLAIN, sort: 'newest' }, nothing)[0]).toBe('IMG_10.jpg');
    expect(arrange(sources, { ...PLAIN, sort: 'largest' }, nothing)[0]).toBe('img_2.jpg');
  });
});

describe('filtering', () => {
  it('finds part of a name', () => {
    expect(arrange(sources, { ...PLAIN, query: ' img ' }, nothing)).toEqual(['IMG_10.jpg', 'img_2.jpg']);
  });
  it('shows what failed and what cannot be read as problems', () => {
    const context: ArrangeContext = {
      ...nothing,
      outcomes: new Map([
        ['/photos/img_2.jpg', { status: 'failed' }],
        ['/photos/Beach.png', { status: 'written' }],
      ]),
      unreadable: new Set(['IMG_10.jpg']),
    };
    expect(arrange(sources, { ...PLAIN, show: 'problems' }, context)).toEqual(['IMG_10.jpg', 'img_2.jpg']);
    expect(arrange(sources, { ...PLAIN, show: 'done' }, context)).toEqual(['Beach.png']);
  });
});
