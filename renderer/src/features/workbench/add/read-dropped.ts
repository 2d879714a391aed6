/** Files and folders a person dropped or pasted, folders walked where the host cannot name them. */
import { endingOf, formatsOfEnding } from '../../../../../shared/source-endings.ts';
import type { HandedOver } from '../../../host/host.ts';

/** Must be called within the event: afterwards the browser forgets what was dropped. */
export function takeDropped(transfer: DataTransfer, walkFolders: boolean): Promise<readonly HandedOver[]> {
  if (!walkFolders) return Promise.resolve([...transfer.files].map((file) => ({ file, folder: '' })));
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // Pasted pictures are files without an entry.
  const loose = entries.length === 0 ? [...transfer.files] : [];
  return collect(entries, loose);
}

async function collect(
  entries: readonly FileSystemEntry[],
  loose: readonly File[],
): Promise<readonly HandedOver[]> {
  const found: HandedOver[] = loose.map((file) => ({ file: named(file), folder: '' }));
  for (const entry of entries) {
    // What was dropped by itself is taken whatever it is called, so that its failure can be told.
    if (isFile(entry)) found.push({ file: await fileOf(entry), folder: '' });
    else if (isFolder(entry)) await walk(entry, entry.name, found);
  }
  return found;
}

async function walk(folder: FileSystemDirectoryEntry, path: string, found: HandedOver[]): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    if (entry.name.startsWith('.')) continue;
    if (isFolder(entry)) await walk(entry, `${path}/${entry.name}`, found);
    else if (isFile(entry) && formatsOfEnding(endingOf(entry.name)) !== undefined) {
      found.push({ file: await fileOf(entry), folder: path });
    }
  }
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // A reader hands out a hundred at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** Every pasted picture is called image.png: the time tells them apart. */
function named(file: File): File {
  if (file.name !== 'image.png') return file;
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
  return new File([file], `Pasted ${time}.png`, { type: file.type, lastModified: file.lastModified });
}

/** Files of an `<input>`; a chosen folder's files know their place in it. */
export function takeChosen(files: FileList): readonly HandedOver[] {
  return [...files]
    .map((file) => ({ file, folder: file.webkitRelativePath.split('/').slice(0, -1).join('/') }))
    .filter(({ file, folder }) => folder === '' || formatsOfEnding(endingOf(file.name)) !== undefined);
}
