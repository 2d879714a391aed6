/** Everything a job needs to start or go on: stored whole, so that a resumed job never depends on edited presets. */
import type { ConflictPolicy } from '../../../shared/job.ts';
import type { Recipe } from '../../../shared/recipe/recipe.ts';

export interface JobOutput {
  /** Unique within the job: preset id and variant. */
  readonly key: string;
  readonly presetId: string;
  readonly variant: string;
  readonly recipe: Recipe;
  /** Hex SHA-256 of the canonical recipe. */
  readonly recipeHash: string;
}

export interface JobRequest {
  readonly outputFolder: string;
  readonly template: string;
  readonly conflict: ConflictPolicy;
  /** Repeat the folders below the input folder under the output folder. */
  readonly keepTree: boolean;
  readonly outputs: readonly JobOutput[];
  /** By source path: the same outputs with what a person changed for that image alone. */
  readonly ownOutputs: Readonly<Record<string, readonly JobOutput[]>>;
  /** Local date and time the job was made, for names: `2026-11-23`, `14-05-09`. */
  readonly date: string;
  readonly time: string;
}

export function outputKey(presetId: string, variant: string): string {
  return variant === '' ? presetId : `${presetId}/${variant}`;
}

/** What is to be made of one source. */
export function outputsFor(request: JobRequest, sourcePath: string): readonly JobOutput[] {
  return request.ownOutputs[sourcePath] ?? request.outputs;
}
