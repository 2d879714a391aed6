/**
 * For tests: a folder shaped like Electron's own distribution for Linux, where its binary cannot be downloaded. The
 * program in it is not one, but carries Electron's fuses, so that packaging finds everything it changes.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Marks the fuses inside Electron's binary; see the documentation of @electron/fuses. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const WIRE_VERSION = 1;
/** As Electron ships: run as Node, cookies, NODE_OPTIONS, inspect, integrity, asar only, snapshot, file: rights, traps. */
const SHIPPED = '101100011';

/** Removes unwanted languages too, so it needs some. */
const LANGUAGES = ['en-US', 'id', 'de', 'fr'];

export async function writeStubElectronDist(folder: string, version: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  await mkdir(join(folder, 'resources'));
  const program = Buffer.concat([
    Buffer.from('not a program\n'),
    Buffer.from(SENTINEL),
    Buffer.from([WIRE_VERSION, SHIPPED.length]),
    Buffer.from(SHIPPED),
    Buffer.from('\n'),
  ]);
  await writeFile(join(folder, 'electron'), program, { mode: 0o755 });
  await writeFile(join(folder, 'version'), version);
  await writeFile(join(folder, 'LICENSE'), 'Electron\n');
  await Promise.all(LANGUAGES.map((language) => writeFile(join(folder, 'locales', `${language}.pak`), '')));
}
