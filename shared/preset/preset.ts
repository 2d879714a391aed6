/** The types of a parsed preset, free of zod. */
import type { z } from 'zod';
import type * as schema from './preset.schema.ts';

export type Preset = z.output<typeof schema.Preset>;
export type PresetOutput = z.output<typeof schema.PresetOutput>;
export type PresetSource = z.output<typeof schema.PresetSource>;
export type PresetFile = z.output<typeof schema.PresetFile>;
export type Rules = z.output<typeof schema.Rules>;
