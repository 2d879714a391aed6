/** A copy of the working tree in a temporary folder, with the same packages, for checks that change files. */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The caller removes it. */
export async function copyRepository(name: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), `easel-${name}-`));
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: ROOT,
  });
  for (const file of new Set(listed.toString().split('\0').filter(Boolean))) {
    // A file deleted but not committed is listed too.
    await cp(join(ROOT, file), join(copy, file), { recursive: true }).catch(() => undefined);
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  // Biome reads the ignore files of a repository.
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  return copy;
}
