/** Which processes a process has started. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

export function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // The name before it may hold anything, also brackets.
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        // No process, or one that ended since.
        return false;
      }
    });
}
