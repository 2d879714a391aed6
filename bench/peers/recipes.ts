/** The jobs of the benchmark as Easel recipes; the other contestants do the same by their own means. */
import type { PresetInput } from '../../shared/preset/preset.schema.ts';
import type { RecipeInput } from '../../shared/recipe/recipe.schema.ts';

const within = (longEdge: number): RecipeInput['resize'] => ({ longEdge });
const jpeg: RecipeInput['output'] = { format: 'jpeg', quality: 82 };
const webp: RecipeInput['output'] = { format: 'webp', quality: 80 };

const preset = (id: string, recipe: RecipeInput): PresetInput => ({ id, name: id, outputs: [{ recipe }] });

export const JOBS: Readonly<Record<'jpeg' | 'webp' | 'five', readonly PresetInput[]>> = {
  jpeg: [preset('jpeg-1600', { resize: within(1600), output: jpeg })],
  webp: [preset('webp-1600', { resize: within(1600), output: webp })],
  five: [
    preset('jpeg-2048', { resize: within(2048), output: jpeg }),
    preset('webp-1600', { resize: within(1600), output: webp }),
    preset('square-1080', {
      resize: { width: 1080, height: 1080, fit: 'fill', sharpen: 'fine' },
      output: jpeg,
    }),
    preset('webp-640', { resize: within(640), output: webp }),
    preset('thumb-200', { resize: { width: 200, height: 200, fit: 'fill' }, output: jpeg }),
  ],
};

export type JobName = keyof typeof JOBS;
