/** No two commands share a key. */
import { expect, it } from 'vitest';
import { COMMANDS, type CommandDescription } from './command-list.ts';

it('gives every key to one command', () => {
  const all: readonly CommandDescription[] = Object.values(COMMANDS);
  const keys = all.flatMap((command) => command.keys ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});
