/** The end of a path, which is what tells folders apart: `…/Pictures/out`. */
export function shortPath(path: string, parts = 2): string {
  const separator = path.includes('\\') && !path.includes('/') ? '\\' : '/';
  const pieces = path.split(separator).filter((piece) => piece !== '');
  if (pieces.length <= parts) return path;
  return `…${separator}${pieces.slice(-parts).join(separator)}`;
}

/** The part of a path below a folder. */
export function below(folder: string, path: string): string {
  return path.startsWith(folder) ? path.slice(folder.length).replace(/^[/\\]/, '') : path;
}
