/** The presets of this batch: the library, what is ticked in it, and what was edited. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { api } from '../../../api/client.ts';
import { usePreferences } from '../../../preferences/use-preferences.ts';
import { type Choice, lookedPreset, tick, tickedPresets } from '../state/choice.ts';
import { choiceStore } from '../state/choice-store.ts';
import { useStore } from '../state/store.ts';

export interface UseChoice {
  readonly library: readonly PresetEntry[];
  /** What went wrong while the library was read. */
  readonly error: unknown;
  readonly choice: Choice;
  /** As edited, in the order of the library. */
  readonly ticked: readonly Preset[];
  readonly looked: Preset | null;
  readonly setTicked: (id: string, on: boolean) => void;
}

/** Of those that are remembered. */
export const MOST_TICKED = 50;

const EMPTY: readonly PresetEntry[] = [];

export function useChoice(): UseChoice {
  const { data: library = EMPTY, error } = useQuery(api.presets.list.queryOptions());
  const { update } = usePreferences();
  const choice = useStore(choiceStore, (now) => now);

  return {
    library,
    error,
    choice,
    ticked: useMemo(() => tickedPresets(choice, library), [choice, library]),
    looked: useMemo(() => lookedPreset(choice, library), [choice, library]),
    setTicked: (id, on) => {
      choiceStore.update((now) => tick(now, id, on));
      update({ presets: choiceStore.get().ticked.slice(0, MOST_TICKED) });
    },
  };
}

/** Begins with the choice of the last time, until somebody chooses. */
export function useRememberedTicks(): void {
  const { presets } = usePreferences().values;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was remembered when the page opened.
  useEffect(() => {
    choiceStore.update((now) => (now.ticked.length === 0 ? { ...now, ticked: presets } : now));
  }, []);
}
