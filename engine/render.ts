/** One source file to all its outputs: decode, shape, encode, write, read back. */
import { rm, stat } from 'node:fs/promises';
import type { EngineRequest, EngineResult, SourceFacts } from '../shared/engine.ts';
import { EaselError } from '../shared/errors.ts';
import { readSourceTags } from './metadata/source-tags.ts';
import { writeOutput } from './output/write-output.ts';
import { renderImages } from './pipeline/render-images.ts';

export async function render(request: EngineRequest<'render'>): Promise<EngineResult<'render'>> {
  const { path, facts, limits } = request;
  await assertUnchanged(path, facts);
  // A run that was killed in the middle of this file may have left its temporary files.
  await Promise.all(request.outputs.map(({ tempPath }) => rm(tempPath, { force: true })));
  const tags = await readSourceTags(path, facts, limits);
  const results = await renderImages(request, (rendered, { key, recipe, tempPath }) =>
    writeOutput({ key, rendered, recipe, facts, tags, sourcePath: path, tempPath }),
  );
  await assertUnchanged(path, facts);
  return { outputs: results.map((result) => (result.ok ? result.value : result)) };
}

/** Half of one picture and half of another must never become a result. */
async function assertUnchanged(path: string, { file }: SourceFacts): Promise<void> {
  const stats = await stat(path).catch(() => null);
  if (stats === null) throw new EaselError('INPUT_NOT_FOUND', { path });
  if (stats.size !== file.bytes || Math.floor(stats.mtimeMs) !== file.mtimeMs) {
    throw new EaselError('INPUT_CHANGED');
  }
}
