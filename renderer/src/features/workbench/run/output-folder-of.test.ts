/** "Open folder" opens the folder that has everything in it. */
import { expect, it } from 'vitest';
import type { ItemReport } from '../../../../../shared/job.ts';
import { outputFolderOf } from './output-folder-of.ts';

const items = (...paths: string[]): ReadonlyMap<string, ItemReport> =>
  new Map(
    paths.map((path, index): [string, ItemReport] => [
      path,
      {
        type: 'item',
        index,
        input: path,
        status: 'written',
        outputs: [
          {
            preset: 'p',
            variant: '',
            path,
            format: 'webp',
            width: 1,
            height: 1,
            bytes: 1,
            quality: null,
            ms: 1,
            warnings: [],
          },
        ],
      },
    ]),
  );

it('is the folder above all of them', () => {
  expect(outputFolderOf({ items: items('/out/web/a.webp', '/out/web/b.webp') })).toBe('/out/web');
  expect(outputFolderOf({ items: items('/out/web/a.webp', '/out/shop/b.jpg') })).toBe('/out');
  expect(outputFolderOf({ items: items('C:\\out\\a.webp') })).toBe('C:\\out');
});

it('is nothing when nothing was written', () => {
  expect(outputFolderOf({ items: new Map() })).toBeNull();
});
