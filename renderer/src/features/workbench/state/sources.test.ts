/** The list of images stays true through adding, adding again, changing on disk and removing. */
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../../../../shared/contract/sources.ts';
import { addFound, addRoots, filesOf, hasTree, NO_SOURCES, removeSources, type Sources } from './sources.ts';

const file = (path: string, version = 1, bytes = 100): SourceFile => ({
  id: `${path}@${version}`,
  path,
  name: path.split('/').at(-1) ?? '',
  relativeDir: '',
  bytes,
  mtimeMs: version,
});
const found = (...files: SourceFile[]) => [{ files, passedOver: 0 }];

describe('adding', () => {
  it('keeps the order and sums the bytes', () => {
    const sources = addFound(
      addFound(NO_SOURCES, found(file('/a/1.jpg'), file('/a/2.jpg', 1, 50))),
      found(file('/b.jpg')),
    );
    expect(sources.order).toEqual(['/a/1.jpg@1', '/a/2.jpg@1', '/b.jpg@1']);
    expect(sources.bytes).toBe(250);
  });

  it('lists a file once, however often it is added', () => {
    const once = addFound(NO_SOURCES, found(file('/a.jpg')));
    expect(addFound(once, found(file('/a.jpg'))).order).toEqual(['/a.jpg@1']);
  });

  it('takes a file that changed on disk in its place', () => {
    const before = addFound(NO_SOURCES, found(file('/a.jpg'), file('/b.jpg')));
    const after = addFound(before, found(file('/a.jpg', 2, 300)));
    expect(after.order).toEqual(['/a.jpg@2', '/b.jpg@1']);
    expect(after.bytes).toBe(400);
    expect(after.byId.has('/a.jpg@1')).toBe(false);
  });

  it('counts what it passed over', () => {
    expect(addFound(NO_SOURCES, [{ files: [], passedOver: 3 }]).passedOver).toBe(3);
  });
});

const paths = (sources: Sources, only: ReadonlySet<string> | null = null) =>
  filesOf(sources, only).map(({ path }) => path);

describe('removing', () => {
  const below = (path: string) => ({ ...file(path), relativeDir: 'day-1' });
  const folder = addFound(
    addRoots(NO_SOURCES, ['/a', '/b.jpg']),
    found(below('/a/day-1/1.jpg'), below('/a/day-1/2.jpg'), file('/b.jpg')),
  );

  it('knows a tree, whatever was taken out of it', () => {
    expect(hasTree(folder)).toBe(true);
    expect(hasTree(addFound(NO_SOURCES, found(file('/b.jpg'))))).toBe(false);
    const less = removeSources(folder, new Set(['/a/day-1/1.jpg@1']));
    expect(hasTree(less)).toBe(true);
    expect(paths(less)).toEqual(['/a/day-1/2.jpg', '/b.jpg']);
    expect(less.bytes).toBe(200);
  });

  it('forgets a file that was named by itself', () => {
    expect(removeSources(folder, new Set(['/b.jpg@1'])).roots).toEqual(['/a']);
  });

  it('starts afresh when the last one goes', () => {
    expect(removeSources(folder, new Set(folder.order))).toBe(NO_SOURCES);
  });

  it('names only the chosen ones when asked to', () => {
    expect(paths(folder, new Set(['/b.jpg@1']))).toEqual(['/b.jpg']);
  });
});
