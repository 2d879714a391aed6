/** Thumbnails load a few at a time, and what scrolled away is never loaded. */
import { expect, it } from 'vitest';
import { createPictureQueue } from './picture-queue.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

it('starts a few, newest wish first, and goes on as they end', async () => {
  const queue = createPictureQueue(2);
  const started: string[] = [];
  const ends = ['a', 'b', 'c'].map((name) => queue.wait({ start: () => started.push(name) }));
  await settle();
  expect(started).toEqual(['c', 'b']);
  ends[2]?.();
  expect(started).toEqual(['c', 'b', 'a']);
});

it('forgets what is no longer wanted', async () => {
  const queue = createPictureQueue(1);
  const started: string[] = [];
  queue.wait({ start: () => started.push('shown') });
  await settle();
  const leave = queue.wait({ start: () => started.push('scrolled away') });
  leave();
  await settle();
  expect(started).toEqual(['shown']);
});
