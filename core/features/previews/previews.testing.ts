/** For tests: previews of files in a folder of their own, with a real engine process. */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_INPUT_LIMITS } from '../../../shared/engine.ts';
import { PresetOutput as PresetOutputSchema } from '../../../shared/preset/preset.schema.ts';
import type { PresetOutput } from '../../../shared/preset/preset.ts';
import type { RecipeInput } from '../../../shared/recipe/recipe.schema.ts';
import type { Engine } from '../../engine/engine.ts';
import { createAllowedPaths } from '../../files/allowed-paths.ts';
import { createSources, type Sources } from '../sources/sources.service.ts';
import { createPreviews, type Previews } from './previews.service.ts';

export interface PreviewBench {
  readonly folder: string;
  readonly cacheFolder: string;
  readonly sources: Sources;
  readonly previews: Previews;
  /** Registers files and answers their ids, in order. */
  readonly idsOf: (...paths: readonly string[]) => Promise<readonly string[]>;
  readonly remove: () => Promise<void>;
}

export async function createPreviewBench(
  engine: Engine,
  { roots = null }: { readonly roots?: readonly string[] | null } = {},
): Promise<PreviewBench> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'easel-previews-')));
  const cacheFolder = join(folder, 'cache');
  const deps = {
    engine,
    allowed: createAllowedPaths(roots?.map((root) => join(folder, root)) ?? null),
    inboxFolder: join(folder, 'inbox'),
    homeFolder: folder,
    cacheFolder,
    readLimits: () => Promise.resolve({ limits: DEFAULT_INPUT_LIMITS, fileSeconds: 60, lookMs: 60_000 }),
    now: Date.now,
  };
  const sources = createSources(deps);
  const previews = createPreviews({ ...deps, sources });
  return {
    folder,
    cacheFolder,
    sources,
    previews,
    idsOf: async (...paths) => {
      const ids: string[] = [];
      for (const path of paths) {
        for await (const { files } of sources.scan({ paths: [path], recursive: true })) {
          ids.push(...files.map(({ id }) => id));
        }
      }
      return ids;
    },
    remove: async () => {
      await previews.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One output of a preset, as a page would send it. */
export function presetOutput(recipe: RecipeInput, rules: object = {}): PresetOutput {
  return PresetOutputSchema.parse({ recipe, rules });
}

/** What the first bytes of a file say it is. */
export function formatOf(file: Buffer): string {
  const head = file.toString('latin1', 0, 12);
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG')) return 'image/png';
  return head.slice(4, 12) === 'ftypavif' ? 'image/avif' : 'unknown';
}
