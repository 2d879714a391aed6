/** Paths as records keep them, of whichever system wrote them. */

export interface PathParts {
  /** Without the separator at its end, except for the root itself. */
  readonly folder: string;
  readonly name: string;
}

export function splitPath(path: string): PathParts {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const isRoot = at === 0 || (at === 2 && path[1] === ':');
  return { folder: path.slice(0, isRoot ? at + 1 : Math.max(at, 0)), name: path.slice(at + 1) };
}

/** Without its ending. */
export function stemOf(name: string): string {
  const at = name.lastIndexOf('.');
  return at > 0 ? name.slice(0, at) : name;
}
