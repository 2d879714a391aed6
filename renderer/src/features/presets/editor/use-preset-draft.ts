/** The preset in the editor: its changes, whether they are saved, and what was saved elsewhere meanwhile. */
import { useState } from 'react';
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { blankPreset, isSamePreset } from '../model/preset-edits.ts';
import { draftOf, dropDraft, keepDraft, type PresetDraft } from './drafts.ts';

export interface EditedPreset {
  readonly preset: Preset;
  readonly base: PresetEntry | null;
  readonly dirty: boolean;
  /** What was saved elsewhere since editing began, while there are changes here. */
  readonly theirs: PresetEntry | null;
  readonly change: (preset: Preset) => void;
  /** From now on changes count from here. */
  readonly rebase: (base: PresetEntry, preset: Preset) => void;
  readonly discard: () => void;
}

/** `entry` is what the library knows now; null for a new preset. */
export function usePresetDraft(key: string, entry: PresetEntry | null): EditedPreset {
  const [held, setHeld] = useState<PresetDraft>(
    () => draftOf(key) ?? { base: entry, preset: entry?.preset ?? blankPreset() },
  );
  const changedElsewhere =
    entry !== null && held.base !== null && entry.version > held.base.version ? entry : null;
  const dirty = !isSamePreset(held.preset, held.base?.preset ?? blankPreset());
  // Nothing to lose here: what was saved elsewhere simply shows.
  const current = changedElsewhere !== null && !dirty ? startingFrom(changedElsewhere) : held;

  const set = (draft: PresetDraft) => {
    setHeld(draft);
    if (isSamePreset(draft.preset, draft.base?.preset ?? blankPreset())) dropDraft(key);
    else keepDraft(key, draft);
  };
  return {
    ...current,
    dirty,
    theirs: dirty ? changedElsewhere : null,
    change: (preset) => set({ base: current.base, preset }),
    rebase: (base, preset) => set({ base, preset }),
    discard: () => set(entry === null ? { base: null, preset: blankPreset() } : startingFrom(entry)),
  };
}

function startingFrom(entry: PresetEntry): PresetDraft {
  return { base: entry, preset: entry.preset };
}
