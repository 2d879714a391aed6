/** For tests: what lies in a folder, and what it runs on. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every file below a folder, relative to it. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

export function packagesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(folder, name)).map((part) => `${name}/${part}`) : [name],
  );
  return names.sort();
}

/** What a file's first bytes say it runs on; null when it is no program. */
export function programKind(head: Buffer): string | null {
  if (head.length < 20) return null;
  const magic = head.readUInt32BE(0);
  if (magic === 0x7f454c46) return { 62: 'elf-x64', 183: 'elf-arm64' }[head.readUInt16LE(18)] ?? 'elf-other';
  if ([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe].includes(magic)) return 'mach-o';
  return head.toString('latin1', 0, 2) === 'MZ' ? 'windows' : null;
}
