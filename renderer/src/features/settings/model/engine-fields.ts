/**
 * How the settings of the image engine are entered. The core has the last word on what is allowed; ranges here only
 * save the way there.
 */

export type EngineUnit = 'images' | 'seconds' | 'megabytes' | 'megapixels' | 'pages';

export interface EngineField {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: EngineUnit;
  /** Can be left to Easel. */
  readonly automatic?: true;
}

export const ENGINE_FIELDS = {
  'engine.workers': { min: 1, max: 64, step: 1, unit: 'images', automatic: true },
  'engine.memoryMb': { min: 256, max: 1_048_576, step: 256, unit: 'megabytes' },
  'engine.fileSeconds': { min: 1, max: 3_600, step: 5, unit: 'seconds' },
  'engine.recycleAfter': { min: 1, max: 1_000_000, step: 50, unit: 'images' },
  'limits.maxMegapixels': { min: 1, max: 10_000, step: 10, unit: 'megapixels' },
  'limits.maxPages': { min: 1, max: 100_000, step: 50, unit: 'pages' },
} as const satisfies Readonly<Record<string, EngineField>>;

export type EngineKey = keyof typeof ENGINE_FIELDS;

export function isEngineKey(key: string): key is EngineKey {
  return Object.hasOwn(ENGINE_FIELDS, key);
}

export function engineField(key: EngineKey): EngineField {
  return ENGINE_FIELDS[key];
}

export type RangeProblem = 'whole' | 'between';

/** Null when the number can be sent. */
export function rangeProblem(key: EngineKey, value: number | undefined): RangeProblem | null {
  if (value === undefined || !Number.isInteger(value)) return 'whole';
  const { min, max } = engineField(key);
  return value < min || value > max ? 'between' : null;
}
