/** What previews need of the files that pages were shown. */
import type { SourceFacts } from '../../../shared/engine.ts';
import { EaselError } from '../../../shared/errors.ts';
import type { Sources } from '../sources/sources.service.ts';

export type PreviewSources = Pick<Sources, 'confirm' | 'facts' | 'known'>;

/** Throws why the file cannot be used. */
export async function factsOf(sources: PreviewSources, id: string): Promise<SourceFacts> {
  const [look] = await sources.facts([id]);
  if (look?.ok) return look.facts;
  throw look ? new EaselError(look.failure.code, look.failure.data) : new EaselError('SOURCE_UNKNOWN');
}
