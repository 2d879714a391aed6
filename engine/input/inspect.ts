/** Shows what a file is and what it says about itself, without decoding its pixels. */
import type { Inspection } from '../../shared/engine.ts';
import { type Examination, examine, type ProbeRequest } from './probe.ts';

export async function inspect(request: ProbeRequest): Promise<Inspection> {
  return inspectionOf(await examine(request));
}

export function inspectionOf({ facts, description, metadata }: Examination): Inspection {
  const { groups, copyright, creator, digitalSourceType, camera } = metadata;
  return { facts, groups, copyright, creator, digitalSourceType, camera, density: description.density };
}
