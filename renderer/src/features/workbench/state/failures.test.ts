/** Failures read as causes, not as a list of files. */
import { expect, it } from 'vitest';
import type { ItemReport } from '../../../../../shared/job.ts';
import { groupFailures } from './failures.ts';

const failed = (input: string, code: 'INPUT_EMPTY' | 'INPUT_BROKEN', message: string): ItemReport => ({
  type: 'item',
  index: 0,
  input,
  status: 'failed',
  outputs: [],
  error: { code, message },
});

it('groups by cause, the most frequent first, and leaves out what went well', () => {
  const groups = groupFailures([
    failed('/a', 'INPUT_BROKEN', 'The file is damaged: x'),
    failed('/b', 'INPUT_EMPTY', 'The file is empty.'),
    { type: 'item', index: 2, input: '/c', status: 'written', outputs: [] },
    failed('/d', 'INPUT_EMPTY', 'The file is empty.'),
  ]);
  expect(groups.map(({ code, files }) => [code, files.length])).toEqual([
    ['INPUT_EMPTY', 2],
    ['INPUT_BROKEN', 1],
  ]);
  expect(groups[0]?.alike).toBe(true);
});

it('notices files of one cause that say different things', () => {
  const [group] = groupFailures([
    failed('/a', 'INPUT_BROKEN', 'The file is damaged: x'),
    failed('/b', 'INPUT_BROKEN', 'The file is damaged: y'),
  ]);
  expect(group?.alike).toBe(false);
});
