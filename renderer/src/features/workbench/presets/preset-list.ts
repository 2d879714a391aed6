/** Which presets the list shows, in which groups: pinned ones first, then one's own, then the built-in ones. */
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';

export type PresetGroupName = 'pinned' | 'own' | Preset['category'];

export interface PresetGroup {
  readonly name: PresetGroupName;
  readonly entries: readonly PresetEntry[];
}

const CATEGORIES: readonly Preset['category'][] = ['web', 'social', 'marketplace', 'icons', 'custom'];

export function groupPresets(
  library: readonly PresetEntry[],
  pinned: readonly string[],
  query: string,
): readonly PresetGroup[] {
  const wanted = query.trim().toLocaleLowerCase();
  const found = library.filter(
    ({ preset: { name, id, category } }) =>
      wanted === '' || `${name} ${id} ${category}`.toLocaleLowerCase().includes(wanted),
  );
  const pins = pinned.flatMap((id) => found.find(({ preset }) => preset.id === id) ?? []);
  const rest = found.filter((entry) => !pins.includes(entry));
  const groups: readonly PresetGroup[] = [
    { name: 'pinned', entries: pins },
    { name: 'own', entries: rest.filter(({ builtIn }) => !builtIn) },
    ...CATEGORIES.map((name) => ({
      name,
      entries: rest.filter(({ builtIn, preset }) => builtIn && preset.category === name),
    })),
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

/** Presets that the keys 1 to 9 toggle, in the order of the whole list. */
export function numbered(groups: readonly PresetGroup[]): readonly string[] {
  return groups
    .flatMap(({ entries }) => entries)
    .slice(0, 9)
    .map(({ preset }) => preset.id);
}
