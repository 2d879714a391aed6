/** What is on the workbench is what is ordered. */
import { expect, it } from 'vitest';
import { Preset } from '../../../../../shared/preset/preset.schema.ts';
import { addFound, addRoots, NO_SOURCES, removeSources } from '../state/sources.ts';
import { type BatchParts, batchOrder } from './batch.ts';

const file = (path: string) => ({ id: path, path, name: path, relativeDir: 'day-1', bytes: 1, mtimeMs: 0 });
const sources = addFound(addRoots(NO_SOURCES, ['/shoot']), [
  { files: [file('/shoot/1.jpg'), file('/shoot/2.jpg')], passedOver: 0 },
]);
const preset = Preset.parse({ id: 'web', name: 'Web', outputs: [{ recipe: {} }] });
const parts: BatchParts = {
  sources,
  only: null,
  ticked: [preset],
  edits: new Map(),
  overrides: new Map([
    ['/shoot/1.jpg', { focus: { x: 0, y: 0 } }],
    ['/gone.jpg', { focus: { x: 0, y: 0 } }],
  ]),
  options: { outputFolder: '/out', template: '{name}', conflict: 'rename', keepTree: true },
};

it('names the files that are in the list, with the folders they were found in', () => {
  expect(batchOrder(parts)).toMatchObject({
    inputs: [
      { path: '/shoot/1.jpg', relativeDir: 'day-1' },
      { path: '/shoot/2.jpg', relativeDir: 'day-1' },
    ],
    keepTree: true,
    presets: ['web'],
  });
});

it('names a file by itself that was added by itself', () => {
  const alone = { ...parts, sources: addRoots(sources, ['/shoot/2.jpg']) };
  expect(batchOrder(alone)?.inputs[1]).toBe('/shoot/2.jpg');
});

it('leaves out what was taken off the list', () => {
  const less = { ...parts, sources: removeSources(sources, new Set(['/shoot/1.jpg'])) };
  expect(batchOrder(less)?.inputs).toEqual([{ path: '/shoot/2.jpg', relativeDir: 'day-1' }]);
});

it('sends an edited preset whole', () => {
  const edits = new Map([['web', preset.outputs]]);
  expect(batchOrder({ ...parts, edits })?.presets).toEqual([preset]);
});

it('sends changes of single images only for those in the list', () => {
  expect(Object.keys(batchOrder(parts)?.overrides ?? {})).toEqual(['/shoot/1.jpg']);
});

it('is nothing without images, presets or a folder', () => {
  expect(batchOrder({ ...parts, ticked: [] })).toBeNull();
  expect(batchOrder({ ...parts, sources: NO_SOURCES })).toBeNull();
  expect(batchOrder({ ...parts, options: { ...parts.options, outputFolder: '' } })).toBeNull();
});
