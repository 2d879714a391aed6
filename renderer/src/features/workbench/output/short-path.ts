/** The end of a path, which is what tells folders apart: `…/Pictures/out`. */
export function shortPath(path: string, parts = 2): string {
  const separator = path.includes('\\') && !path.includes('/') ? '\\' : '/';
  const pieces = path.split(separator).filter((piece) => piece !== '');
  if (pieces.length <= parts) return path;
  return `…${separator}${pieces.slice(-parts).join(separator)}`;
}

/** The folder a file is in. */
export function folderOf(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return cut <= 0 ? path : path.slice(0, cut);
}

/** The part of a path below a folder. */
export function below(folder: string, path: string): string {
  return path.startsWith(folder) ? path.slice(folder.length).replace(/^[/\\]/, '') : path;
}
