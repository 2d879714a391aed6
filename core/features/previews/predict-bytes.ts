/** From a few rendered images to a whole batch: pure arithmetic. */
import type { SourceFacts } from '../../../shared/engine.ts';
import { predictSize, type Size, type SourceSize } from '../../../shared/recipe/geometry.ts';
import type { Recipe } from '../../../shared/recipe/recipe.ts';

/** What is known about a source without opening it. */
export interface KnownSource {
  readonly bytes: number;
  /** Null while nobody looked at the file. */
  readonly facts: SourceFacts | null;
}

/** One rendered output of one source. */
export interface Sample {
  readonly facts: SourceFacts;
  /** Of the output. */
  readonly bytes: number;
}

/** Bytes of this output of one more source; null when no sample tells. */
export function bytePredictor(
  recipe: Recipe,
  samples: readonly Sample[],
): ((source: KnownSource) => number) | null {
  const bytes = sum(samples, (sample) => sample.bytes);
  if (bytes === 0) return null;
  const { output } = recipe;
  // An icon has the sizes it has, whatever it is made of.
  if (output.format === 'ico' || output.format === 'icns') return () => bytes / samples.length;
  const pixelsOf = (size: SourceSize) => area(predictSize(recipe, size));
  const bytesPerPixel = bytes / sum(samples, ({ facts }) => pixelsOf(facts));
  const most = output.target && 'bytes' in output.target ? output.target.bytes : Number.POSITIVE_INFINITY;
  return (source) => Math.min(most, bytesPerPixel * pixelsOf(source.facts ?? likelySize(source, samples)));
}

/** A file nobody looked at has the shape of the sample nearest to it in bytes, and pixels in step with its bytes. */
function likelySize({ bytes }: KnownSource, samples: readonly Sample[]): Size {
  const distance = ({ facts }: Sample) => Math.abs(facts.file.bytes - bytes);
  const { facts } = samples.reduce((best, sample) => (distance(sample) < distance(best) ? sample : best));
  const factor = Math.sqrt(bytes / facts.file.bytes);
  return { width: scaled(facts.width, factor), height: scaled(facts.height, factor) };
}

function scaled(side: number, factor: number): number {
  return Math.max(1, Math.round(side * factor));
}

function area({ width, height }: Size): number {
  return width * height;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

/** The smallest, the one in the middle and the largest, as far as there are so many. */
export function spread<T extends { readonly bytes: number }>(sources: readonly T[]): readonly T[] {
  const sorted = sources.toSorted((a, b) => a.bytes - b.bytes);
  const places = new Set([0, Math.floor((sorted.length - 1) / 2), sorted.length - 1]);
  return sorted.filter((_, place) => places.has(place));
}
