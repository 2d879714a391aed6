/** What decides the bytes of a result: library versions and the revision of Easel's own pixel code. */
import sharp from 'sharp';
import type { EngineVersions } from '../shared/engine.ts';

/** Raise when the same recipe on the same source would give other pixels or bytes than before. */
const PIPELINE_REVISION = 1;

export function engineVersions(): EngineVersions {
  return {
    sharp: sharp.versions.sharp ?? 'unknown',
    libvips: sharp.versions.vips,
    pipeline: PIPELINE_REVISION,
  };
}
