/** Whether one absolute path is another, or lies below it. Both are taken as they stand: no link is followed. */
import { sep } from 'node:path';

export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}
