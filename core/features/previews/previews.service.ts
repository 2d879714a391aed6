/** How results will look and what they will weigh, before anything is written where it belongs. */
import { hash } from 'node:crypto';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Estimate, Preview } from '../../../shared/contract/previews.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { PresetOutput } from '../../../shared/preset/preset.ts';
import { applyOverride, type RecipeOverride } from '../../../shared/recipe/override.ts';
import type { Recipe } from '../../../shared/recipe/recipe.ts';
import type { Engine } from '../../engine/engine.ts';
import type { AllowedPaths } from '../../files/allowed-paths.ts';
import type { ProcessingLimits } from '../images/images.service.ts';
import { createEstimator } from './estimate.ts';
import { factsOf, type PreviewSources } from './preview-sources.ts';
import { createPreviewStore, type StoredPreview } from './preview-store.ts';
import { renderPreview } from './render-preview.ts';
import { createScratch } from './scratch.ts';
import { createSourcePictures, type MediaFile } from './source-pictures.ts';

export interface PreviewsDeps {
  readonly engine: Engine;
  readonly sources: PreviewSources;
  readonly allowed: AllowedPaths;
  /** What lies in it can be made again. */
  readonly cacheFolder: string;
  readonly readLimits: () => Promise<ProcessingLimits>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface PreviewRequest {
  readonly source: string;
  readonly output: PresetOutput;
  readonly override: RecipeOverride;
}

export interface EstimateRequest {
  readonly sources: readonly string[];
  readonly outputs: readonly PresetOutput[];
}

export interface Previews {
  readonly render: (request: PreviewRequest, signal?: AbortSignal) => Promise<Preview>;
  readonly estimate: (request: EstimateRequest, signal?: AbortSignal) => Promise<Estimate>;
  /** A picture for a page to show: `kind` is thumbnail, before or preview. */
  readonly open: (kind: string, id: string, signal?: AbortSignal) => Promise<MediaFile>;
  readonly close: () => Promise<void>;
}

/** Of a result that browsers cannot show. */
const CONVERTED_SIZE = { maxPixels: 40_000_000 };

export function createPreviews(deps: PreviewsDeps): Previews {
  const { engine, sources, allowed, cacheFolder, readLimits, now } = deps;
  const scratch = createScratch({ parent: join(cacheFolder, 'previews'), now });
  const pictures = createSourcePictures({ ...deps, scratch });
  const store = createPreviewStore({ scratch, convert });
  const estimate = createEstimator({ ...deps, scratch });

  async function convert({ path, facts }: StoredPreview, tempPath: string): Promise<void> {
    const { limits, lookMs } = await readLimits();
    const request = { path, facts, limits, size: CONVERTED_SIZE, encoding: 'png', tempPath } as const;
    await engine.run('picture', request, { limitMs: lookMs });
  }

  /** A page may not have its watermark read from just anywhere. */
  async function allowedRecipe(recipe: Recipe): Promise<{ readonly recipe: Recipe; readonly mark: string }> {
    const { watermark } = recipe;
    if (watermark?.kind !== 'image') return { recipe, mark: '' };
    const path = await allowed.check(watermark.path);
    const stats = await stat(path).catch(() => null);
    return {
      recipe: { ...recipe, watermark: { ...watermark, path } },
      mark: `${stats?.size} ${stats?.mtimeMs}`,
    };
  }

  return {
    render: async ({ source, output, override }, signal) => {
      const path = await sources.confirm(source);
      const { recipe, mark } = await allowedRecipe(applyOverride(output.recipe, override));
      // The same wish has the same id, and is granted once.
      const wish = JSON.stringify([source, recipe, output.rules, mark]);
      const id = hash('sha256', wish).slice(0, 32);
      const found = store.find(id);
      if (found !== undefined && (await isThere(found.path))) return found.preview;

      const facts = await factsOf(sources, source);
      const limits = await readLimits();
      const tempPath = await scratch.take();
      try {
        const { rules } = output;
        const made = await renderPreview(
          { engine, limits, signal },
          { path, facts, recipe, rules, tempPath },
        );
        const { format, width, height, quality, keptOriginal, warnings, ms, file } = made.rendered;
        const preview: Preview = {
          id,
          format,
          width,
          height,
          bytes: file.bytes,
          quality,
          keptOriginal,
          warnings,
          checks: made.checks,
          ms,
        };
        await store.add({ preview, path: tempPath, facts: made.facts });
        return preview;
      } catch (error) {
        await scratch.drop([tempPath]);
        throw error;
      }
    },
    estimate: async ({ sources: ids, outputs }, signal) => {
      const recipes = await Promise.all(
        outputs.map(async ({ recipe }) => (await allowedRecipe(recipe)).recipe),
      );
      return estimate({ ids, recipes }, signal);
    },
    open: async (kind, id, signal) => {
      if (kind === 'thumbnail' || kind === 'before') return pictures.open(kind, id, signal);
      const file = kind === 'preview' ? await store.open(id) : undefined;
      if (file === undefined) throw new EaselError('SOURCE_UNKNOWN');
      return file;
    },
    close: async () => {
      await pictures.idle();
      await scratch.close();
    },
  };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
