/** Commands that can be run right now. Features add theirs while they are on screen; palette and keyboard read them. */
import { useEffect, useId, useRef, useSyncExternalStore } from 'react';
import type { CommandId } from './command-list.ts';

export interface ActiveCommand {
  readonly id: CommandId;
  readonly run: () => void;
}

/** An entry of the palette that comes from data, such as one preset. */
export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly run: () => void;
}

interface Registry {
  readonly commands: ReadonlyMap<string, ActiveCommand>;
  readonly entries: ReadonlyMap<string, readonly PaletteEntry[]>;
}

let registry: Registry = { commands: new Map(), entries: new Map() };
const listeners = new Set<() => void>();

function publish(next: Registry): void {
  registry = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useRegistry(): Registry {
  return useSyncExternalStore(subscribe, () => registry);
}

/** The newest one wins where two parts of the page offer the same command. */
export function activeCommand(id: CommandId): ActiveCommand | undefined {
  return [...registry.commands.values()].findLast((command) => command.id === id);
}

/** Offers a command of the list while the component is on screen and `enabled` holds. */
export function useCommand(id: CommandId, run: () => void, enabled = true): void {
  const key = useId();
  const newest = useRef(run);
  useEffect(() => {
    newest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const commands = new Map(registry.commands).set(key, { id, run: () => newest.current() });
    publish({ ...registry, commands });
    return () => {
      const left = new Map(registry.commands);
      left.delete(key);
      publish({ ...registry, commands: left });
    };
  }, [key, id, enabled]);
}

/** Offers entries made from data; hand over the same array as long as nothing changed. */
export function usePaletteEntries(entries: readonly PaletteEntry[]): void {
  const key = useId();
  useEffect(() => {
    publish({ ...registry, entries: new Map(registry.entries).set(key, entries) });
    return () => {
      const left = new Map(registry.entries);
      left.delete(key);
      publish({ ...registry, entries: left });
    };
  }, [key, entries]);
}
