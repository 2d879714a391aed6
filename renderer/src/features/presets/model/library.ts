/** Which presets a search and a category find, and how they are grouped. */
import type { PresetEntry } from '../../../../../shared/contract/presets.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import type { Recipe } from '../../../../../shared/recipe/recipe.ts';

/** mine: presets that can be changed, whatever their category. */
export const SHELVES = [
  'all',
  'mine',
  'web',
  'social',
  'marketplace',
  'icons',
  'custom',
] as const satisfies readonly ('all' | 'mine' | Preset['category'])[];
export type Shelf = (typeof SHELVES)[number];

export interface ShelfGroup {
  readonly shelf: Exclude<Shelf, 'all'>;
  readonly entries: readonly PresetEntry[];
}

export function isShelf(name: string | null): name is Shelf {
  return SHELVES.some((shelf) => shelf === name);
}

function isOn(shelf: Shelf, { preset, builtIn }: PresetEntry): boolean {
  if (shelf === 'all') return true;
  return shelf === 'mine' ? !builtIn : builtIn && preset.category === shelf;
}

/** Every word has to occur somewhere in what the card says. */
export function findPresets(entries: readonly PresetEntry[], text: string): readonly PresetEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter(({ preset }) => {
    const searched = searchText(preset);
    return words.every((word) => searched.includes(word));
  });
}

/** One's own first, then by category; empty groups are left out. */
export function groupPresets(entries: readonly PresetEntry[], shelf: Shelf): readonly ShelfGroup[] {
  return SHELVES.flatMap((group) => {
    if (group === 'all' || (shelf !== 'all' && shelf !== group)) return [];
    const members = entries.filter((entry) => isOn(group, entry));
    return members.length === 0 ? [] : [{ shelf: group, entries: members }];
  });
}

export function countOn(entries: readonly PresetEntry[], shelf: Shelf): number {
  return entries.filter((entry) => isOn(shelf, entry)).length;
}

function searchText({ id, name, description, category, outputs }: Preset): string {
  const made = outputs.flatMap(({ variant, recipe }) => [variant, recipe.output.format, ...sizes(recipe)]);
  return [id, name, description, category, ...made].join(' ').toLowerCase();
}

function sizes({ resize, canvas, crop }: Recipe): readonly string[] {
  const numbers = [
    resize?.width,
    resize?.height,
    resize?.longEdge,
    resize?.shortEdge,
    canvas?.width,
    canvas?.height,
  ];
  const ratios = [canvas?.ratio, crop !== undefined && 'ratio' in crop ? crop.ratio : undefined];
  return [...numbers, ...ratios].filter((value) => value !== undefined).map(String);
}
