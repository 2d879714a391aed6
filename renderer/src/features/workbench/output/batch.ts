/** The whole order of a batch, put together from what is on the workbench. */

import type { ConflictPolicy } from '../../../../../shared/job.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import type { RecipeOverride } from '../../../../../shared/recipe/override.ts';
import type { client } from '../../../api/client.ts';
import type { Choice } from '../state/choice.ts';
import { filesOf, type Sources } from '../state/sources.ts';

export type BatchOrder = Parameters<typeof client.jobs.start>[0];

export interface BatchOptions {
  readonly outputFolder: string;
  readonly template: string;
  readonly conflict: ConflictPolicy;
  /** Repeat the folders of the sources under the output folder. */
  readonly keepTree: boolean;
}

export interface BatchParts {
  readonly sources: Sources;
  /** Ids, when it is not the whole list. */
  readonly only: ReadonlySet<string> | null;
  /** As edited. */
  readonly ticked: readonly Preset[];
  readonly edits: Choice['edits'];
  /** By path. */
  readonly overrides: ReadonlyMap<string, RecipeOverride>;
  readonly options: BatchOptions;
}

/** Null while something is missing. */
export function batchOrder({
  sources,
  only,
  ticked,
  edits,
  overrides,
  options,
}: BatchParts): BatchOrder | null {
  if (sources.order.length === 0 || ticked.length === 0 || options.outputFolder === '') return null;
  const named = new Set(sources.roots);
  return {
    inputs: filesOf(sources, only).map(({ path, relativeDir }) =>
      named.has(path) ? path : { path, relativeDir },
    ),
    ...options,
    presets: ticked.map((preset) => (edits.has(preset.id) ? preset : preset.id)),
    overrides: Object.fromEntries([...overrides].filter(([path]) => sources.idByPath.has(path))),
  };
}

/** Ids the batch works on. */
export function batchIds(
  { order }: Pick<Sources, 'order'>,
  only: ReadonlySet<string> | null,
): readonly string[] {
  return only === null ? order : order.filter((id) => only.has(id));
}

export function outputCount(ticked: readonly Preset[]): number {
  return ticked.reduce((sum, { outputs }) => sum + outputs.length, 0);
}
