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

it('names the files that are in the list', () => {
  const options = { ...parts.options, keepTree: false };
  expect(batchOrder({ ...parts, options })).toMatchObject({
    inputs: ['/shoot/1.jpg', '/shoot/2.jpg'],
    recursive: false,
    keepTree: false,
  });
});

it('names folders whole to keep their tree', () => {
  expect(batchOrder(parts)).toMatchObject({
    inputs: ['/shoot'],
    recursive: true,
    keepTree: true,
    presets: ['web'],
  });
});

it('names files one by one after a removal', () => {
  const less = { ...parts, sources: removeSources(sources, new Set(['/shoot/1.jpg'])) };
  expect(batchOrder(less)).toMatchObject({ inputs: ['/shoot/2.jpg'], recursive: false, keepTree: false });
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
