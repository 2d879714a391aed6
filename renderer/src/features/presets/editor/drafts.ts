/** Edited presets that are not saved yet, by the id they were opened under; they outlive a look at another page. */
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';

export interface PresetDraft {
  /** What was there when editing began; null for a new preset. */
  readonly base: PresetEntry | null;
  readonly preset: Preset;
}

const drafts = new Map<string, PresetDraft>();

export function draftOf(key: string): PresetDraft | undefined {
  return drafts.get(key);
}

export function keepDraft(key: string, draft: PresetDraft): void {
  drafts.set(key, draft);
}

export function dropDraft(key: string): void {
  drafts.delete(key);
}
