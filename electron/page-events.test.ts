import { expect, it } from 'vitest';
import { createPageEvents } from './page-events.ts';

const open = (name: string) => ({ type: 'open', paths: [name] }) as const;

it('keeps what came while nobody listened, in order', async () => {
  const events = createPageEvents();
  events.send(open('a'));
  events.send(open('b'));
  const listener = events.listen();
  expect((await listener.next()).value).toEqual(open('a'));
  expect((await listener.next()).value).toEqual(open('b'));
  const next = listener.next();
  events.send(open('c'));
  expect((await next).value).toEqual(open('c'));
});

it('lets the newest listener take over, and loses nothing on the way', async () => {
  const events = createPageEvents();
  const old = events.listen();
  const waiting = old.next();
  const fresh = events.listen();
  const first = fresh.next();
  expect((await waiting).done).toBe(true);
  events.send(open('a'));
  expect((await first).value).toEqual(open('a'));
});

it('ends with its signal', async () => {
  const stop = new AbortController();
  const listener = createPageEvents().listen(stop.signal);
  const waiting = listener.next();
  stop.abort();
  expect((await waiting).done).toBe(true);
});
