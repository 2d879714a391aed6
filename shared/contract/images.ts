/** What there is to know about single files. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { Inspection } from '../engine.ts';
import type { ComplianceReport } from '../job.ts';
import { PresetId } from '../preset/preset.schema.ts';
import { action, ON_THIS_COMPUTER } from './action.ts';
import { FilePath } from './fields.ts';

const read = action({
  access: 'anyone',
  meter: 'none',
  audit: { action: 'image.read', success: 'call' },
  surface: ON_THIS_COMPUTER,
});

export const images = {
  inspect: read.input(z.strictObject({ path: FilePath })).output(type<Inspection>()),
  /** One report per output of the preset. */
  check: read
    .input(z.strictObject({ path: FilePath, preset: PresetId }))
    .output(type<readonly ComplianceReport[]>()),
};
