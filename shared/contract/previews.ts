/** The selected image as a recipe would make it: real output pixels, real bytes, and the rules it keeps. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { Failure } from '../errors.ts';
import type { RuleCheck } from '../preset/compliance.ts';
import { PresetOutput } from '../preset/preset.schema.ts';
import type { OutputFormat } from '../recipe/recipe.ts';
import { action, WITH_INTERFACE } from './action.ts';
import { MediaId } from './fields.ts';
import { ItemOverride } from './jobs.ts';

export interface Preview {
  /** Shown at `media/preview/<id>` while it is among the newest previews. */
  readonly id: string;
  readonly format: OutputFormat;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly quality: number | null;
  readonly keptOriginal: boolean;
  readonly warnings: readonly string[];
  readonly checks: readonly RuleCheck[];
  /** Wall milliseconds of the rendering. */
  readonly ms: number;
}

/** What a whole batch will come to, judged by a few of its images. */
export interface Estimate {
  /** Per output of the presets, in order. */
  readonly outputs: readonly {
    /** Bytes of all its files together. */
    readonly bytes: number;
    readonly files: number;
  }[];
  /** Images that were rendered for it. */
  readonly sampled: number;
  readonly failures: readonly Failure[];
}

const look = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'preview.made', success: 'call' },
  surface: WITH_INTERFACE,
});

export const previews = {
  render: look
    .input(z.strictObject({ source: MediaId, output: PresetOutput, override: ItemOverride.default({}) }))
    .output(type<Preview>()),
  estimate: look
    .input(
      z.strictObject({
        sources: z.array(MediaId).min(1).max(100_000),
        outputs: z.array(PresetOutput).min(1).max(100),
      }),
    )
    .output(type<Estimate>()),
};
