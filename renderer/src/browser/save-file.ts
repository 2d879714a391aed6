/** Hands a file to the person: the browser's download, or the system's dialog in the desktop window. */
export function saveFile(name: string, parts: readonly string[], type: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has to begin before the address goes.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
