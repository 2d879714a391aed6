/** What there is to know about single files: what they are, and which rules of a preset they keep. */
import type { InputLimits, Inspection } from '../../../shared/engine.ts';
import type { ComplianceReport } from '../../../shared/job.ts';
import {
  backgroundToMeasure,
  brokenRules,
  checkRules,
  countKept,
} from '../../../shared/preset/compliance.ts';
import type { Preset } from '../../../shared/preset/preset.ts';
import type { Engine } from '../../engine/engine.ts';

export interface ImagesServiceDeps {
  readonly engine: Engine;
  /** What the settings say at this moment. */
  readonly readLimits: () => Promise<ProcessingLimits>;
}

export interface ProcessingLimits {
  readonly limits: InputLimits;
  /** Wall limit of a 12-megapixel file with one output, in seconds. */
  readonly fileSeconds: number;
  /** Wall limit of a look at one file, in milliseconds: a large one on a slow network takes minutes to read. */
  readonly lookMs: number;
}

export interface ImagesService {
  readonly inspect: (path: string) => Promise<Inspection>;
  /** One report per output of the preset. */
  readonly check: (path: string, preset: Preset) => Promise<readonly ComplianceReport[]>;
}

export function createImagesService({ engine, readLimits }: ImagesServiceDeps): ImagesService {
  return {
    inspect: async (path) => {
      const { limits, lookMs } = await readLimits();
      return engine.run('inspect', { path, limits }, { limitMs: lookMs });
    },
    check: async (path, preset) => {
      const reports: ComplianceReport[] = [];
      const { limits, lookMs: limitMs } = await readLimits();
      for (const { variant, rules } of preset.outputs) {
        const background = backgroundToMeasure(rules);
        const measurement = await engine.run('measure', { path, limits, background }, { limitMs });
        const { facts } = measurement.inspection;
        const checks = checkRules(rules, { facts, measurement });
        const broken = brokenRules(checks);
        reports.push({ input: path, preset: preset.id, variant, ...countKept(checks), broken });
      }
      return reports;
    },
  };
}
