/** The types of a parsed recipe, free of zod so that the engine and the renderer can use them at no cost. */
import type { z } from 'zod';
import type * as schema from './recipe.schema.ts';

export type Recipe = z.output<typeof schema.Recipe>;
export type Gravity = z.output<typeof schema.Gravity>;
export type CompassGravity = z.output<typeof schema.CompassGravity>;
export type Length = z.output<typeof schema.Length>;
export type OrientBlock = z.output<typeof schema.OrientBlock>;
export type TrimBlock = z.output<typeof schema.TrimBlock>;
export type CropBlock = z.output<typeof schema.CropBlock>;
export type ResizeBlock = z.output<typeof schema.ResizeBlock>;
export type CanvasBlock = z.output<typeof schema.CanvasBlock>;
export type AdjustBlock = z.output<typeof schema.AdjustBlock>;
export type WatermarkBlock = z.output<typeof schema.WatermarkBlock>;
export type MetadataBlock = z.output<typeof schema.MetadataBlock>;
export type OutputBlock = z.output<typeof schema.OutputBlock>;
export type OutputFormat = Exclude<OutputBlock['format'], 'same'>;
export type Effort = OutputBlock['effort'];
