/** A disk that is soon full: a small file system in memory, which only root may mount. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly grow: (kilobytes: number) => void;
  readonly remove: () => void;
}

export function mountSmallDisk(folder: string, kilobytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder);
  return {
    grow: (size) => mount('-o', `remount,size=${size}k`, folder),
    // Lazily: a host that is still at work there lets go of it when it ends.
    remove: () => execFileSync('umount', ['--lazy', folder]),
  };
}

/** Whether this person may mount one at all. */
export function canMountDisks(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'easel-mount-'));
  try {
    mountSmallDisk(folder, 64).remove();
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, { stdio: 'ignore' });
}
