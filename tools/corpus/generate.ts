/** `node tools/corpus/generate.ts <folder> [--count N] [--seed N] [--manifest FILE]` writes the test corpus. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { generateCorpus } from './corpus.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '240' },
    seed: { type: 'string', default: '1' },
    manifest: { type: 'string' },
  },
});
const [folder] = positionals;
const count = Number(values.count);
const seed = Number(values.seed);
if (folder === undefined || !Number.isInteger(count) || !Number.isInteger(seed)) {
  process.stderr.write('usage: generate.ts <folder> [--count N] [--seed N] [--manifest FILE]\n');
  process.exitCode = 2;
} else {
  const files = await generateCorpus(folder, { count, seed });
  if (values.manifest !== undefined) await writeFile(values.manifest, JSON.stringify(files, null, 1));
  const good = files.filter(({ outcome }) => outcome === 'ok').length;
  process.stdout.write(`${files.length} files, ${good} of them pictures that can be processed\n`);
}
