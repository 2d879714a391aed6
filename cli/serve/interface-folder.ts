/** Where the built interface lies: beside the built command line, or in `dist` when the source runs. */
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));

export const INTERFACE_FOLDER =
  extname(import.meta.url) === '.ts'
    ? join(HERE, '..', '..', 'dist', 'renderer')
    : join(HERE, '..', 'renderer');
